import { randomUUID } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts'

/** A file that only this holder works on. */
export interface FileLock {
  release(): void
}

/**
 * Takes the lock of a file, or tells who has it. The lock of a process that is gone counts for nothing.
 *
 * Locks are numbered files beside it (`mine.json.lock1`), and the one with the highest number is the holder's: a new one is
 * created one above those of the dead, which only one process can do, and they are removed, lowest first, only when the new one
 * is given up. To take a dead lock away first would leave a moment in which two could take it.
 * @throws the file system's error
 */
export function takeLock(file: string): FileLock | { readonly heldBy: ProcessIdentity } {
  for (;;) {
    const held = locksOf(file)
    const holder = held.map(({ path }) => ownerOf(path)).find((owner) => owner && isRunning(owner))
    if (holder) return { heldBy: holder }
    const number = (held.at(-1)?.number ?? 0) + 1
    const path = `${file}.lock${number}`
    if (createWhole(path)) return { release: () => removeUpTo(file, number) }
  }
}

function locksOf(file: string): { readonly path: string; readonly number: number }[] {
  const prefix = `${basename(file)}.lock`
  const folder = dirname(file)
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => ({ path: join(folder, name), number: Number(name.slice(prefix.length)) }))
    .sort((one, other) => one.number - other.number)
}

/** `undefined`: it was given up meanwhile, or nobody of ours wrote it. */
function ownerOf(path: string): ProcessIdentity | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof owner === 'object' && owner !== null ? (owner as ProcessIdentity) : undefined
  } catch {
    return undefined
  }
}

/** Appears with its content, or not at all; false when another one was faster. */
function createWhole(path: string): boolean {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, JSON.stringify(ownIdentity()), { flag: 'wx' })
    linkSync(temporary, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

function removeUpTo(file: string, number: number): void {
  for (const lock of locksOf(file)) if (lock.number <= number) rmSync(lock.path, { force: true })
}
