// Builds dist/ unless it is newer than all that it is made of, so that `npm start` never judges with what the sources said before.
import { readdirSync, statSync } from 'node:fs'

const madeOf = ['src', 'schemas', 'package.json', 'package-lock.json']

const newest = Math.max(...madeOf.flatMap(withAllBelow).map(modified))
if (modified('dist/main.js') < newest) await import('./build.mjs')

/** Folders too: their times tell what was taken away. */
function withAllBelow(path) {
  if (!statSync(path).isDirectory()) return [path]
  return [path, ...readdirSync(path, { recursive: true }).map((name) => `${path}/${name}`)]
}

/** 0 for what is not there. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
