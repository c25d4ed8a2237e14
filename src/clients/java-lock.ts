import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessError } from '../wire/errors.ts'

/**
 * Compares the jars of a folder with a lock file, in which each line is a SHA-256 in hexadecimal, two blanks and a file name
 * (as `sha256sum` prints them; `#` begins a comment). Throws `HarnessError` that names what differs.
 */
export function checkJavaLock(libraries: string, lock: string): void {
  const wanted = new Map(lock.split('\n').flatMap(parseLine))
  const there = new Map(readdirSync(libraries).map((name) => [name, hashOf(join(libraries, name))]))
  const differing = [...new Set([...wanted.keys(), ...there.keys()])].filter(
    (name) => wanted.get(name) !== there.get(name),
  )
  if (differing.length === 0) return
  const described = differing.map((name) => {
    if (!there.has(name)) return `${name} is missing`
    return wanted.has(name) ? `${name} has other contents` : `${name} is not in the lock file`
  })
  throw new HarnessError(
    `What Maven resolved is not what dependencies.lock pins: ${described.join(', ')}. A mirror or ~/.m2 may hold another file under that name.`,
  )
}

function parseLine(line: string): [name: string, hash: string][] {
  const [, hash, name] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? []
  return hash === undefined || name === undefined ? [] : [[name, hash]]
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
