// Builds dist/ unless it is newer than all that it is made of, so that `npm start` and the tests never judge with what the sources said
// before.
import { readdirSync, statSync } from 'node:fs'
import { lastBuild } from './built.mjs'

const madeOf = ['src', 'schemas', 'package.json', 'package-lock.json']

const newest = Math.max(...madeOf.flatMap(withAllBelow).map(modified))
if (!(lastBuild() > newest)) await import('./build.mjs')

/** Folders too: their times tell what was taken away. */
function withAllBelow(path) {
  if (!statSync(path).isDirectory()) return [path]
  return [path, ...readdirSync(path, { recursive: true }).map((name) => `${path}/${name}`)]
}

/** 0 for what went away meanwhile. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
