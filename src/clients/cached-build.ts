import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { atExit } from '../transports/at-exit.ts'
import { HarnessError } from '../wire/errors.ts'

/** Something that takes long to make, and is kept. */
export interface CachedBuild {
  /** Where it belongs once it is finished: `<cache folder>/<client>-<key>`. */
  readonly folder: string
  /** A file that is there, and can be run, as long as the build is of use. Relative to `folder`. */
  readonly program: string
  /** Makes it in this folder, which is there and empty, and is moved to `folder` afterwards. Throws what shall be told. */
  readonly fill: (folder: string) => Promise<void>
  /** What it is made of, for whoever looks into the cache. */
  readonly contents: Readonly<Record<string, unknown>>
  /** What it is, to begin a sentence with: `The Go driver`. */
  readonly name: string
  /** `refuse`: throws when it is not there. */
  readonly whenMissing: 'build' | 'refuse'
}

/** Written last, before the rename: a build that has it is whole. */
const marker = 'keyvault-contract.json'
/** Older than any build can become: what a killed build left. */
const abandonedAfterMs = 3_600_000

const building = new Map<string, Promise<void>>()

/**
 * Makes a build unless it is there: beside its place, then renamed into it, so that it is whole or absent. Several processes
 * may make the same one at once: the first to finish puts it there, the others take that.
 */
export function ensureBuilt(build: CachedBuild): Promise<void> {
  const running = building.get(build.folder)
  if (running !== undefined) return running
  if (isWhole(build)) return Promise.resolve()
  if (build.whenMissing === 'refuse')
    return Promise.reject(new HarnessError(`${build.name} is not built yet.`))
  const started = buildBeside(build)
  building.set(build.folder, started)
  const forget = (): void => void building.delete(build.folder)
  started.then(forget, forget)
  return started
}

/** The program may be gone since, or be a link to a toolchain that was removed. */
function isWhole({ folder, program }: CachedBuild): boolean {
  return existsSync(join(folder, marker)) && existsSync(join(folder, program))
}

async function buildBeside(build: CachedBuild): Promise<void> {
  const temporary = `${build.folder}.${process.pid}-${Date.now().toString(36)}.partial`
  makeFolder(temporary)
  sweep(dirname(build.folder))
  const remove = (): void => rmSync(temporary, { recursive: true, force: true })
  const cancel = atExit(remove)
  try {
    await build.fill(temporary)
    writeFileSync(join(temporary, marker), `${JSON.stringify(build.contents, null, 2)}\n`)
    moveIntoPlace(temporary, build)
  } finally {
    cancel()
    remove()
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new HarnessError(
      `The cache folder cannot be made: ${reason}. Set --cache-dir or XDG_CACHE_HOME to a folder you can write to.`,
    )
  }
}

function sweep(cacheDir: string): void {
  for (const name of readdirSync(cacheDir).filter((entry) => entry.endsWith('.partial'))) {
    const path = join(cacheDir, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > abandonedAfterMs) rmSync(path, { recursive: true, force: true })
  }
}

function moveIntoPlace(temporary: string, build: CachedBuild): void {
  const { folder } = build
  // Only a whole build ever gets this name: one without marker or program was damaged later.
  if (existsSync(folder) && !isWhole(build)) rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(temporary, folder)
  } catch (error) {
    if (isWhole(build)) return
    throw new HarnessError(`${build.name} cannot be moved to ${basename(folder)}: ${String(error)}`)
  }
}
