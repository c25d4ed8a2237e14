// When the dist/ that is there was begun. Noted when it was complete: of a build that broke off nobody takes what it left.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const folder = 'node_modules/.cache/keyvault-contract'
const note = `${folder}/built`

export function forgetBuild() {
  rmSync(note, { force: true })
}

/** @param {number} begun milliseconds since the Unix epoch */
export function rememberBuild(begun) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(note, String(begun))
}

/** 0 when there is no whole one. */
export function lastBuild() {
  return existsSync('dist/main.js') && existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0
}
