import { appendFileSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import type { GoPackage } from './go-package.ts'
import type { GoToolchain } from './go-toolchain.ts'
import { lastWords } from './last-words.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

export interface GoBuild {
  /** The driver's module. */
  readonly source: string
  readonly go: GoToolchain
  readonly replacement: GoPackage | undefined
  readonly environment: NodeJS.ProcessEnv
  readonly onProgress: (message: string) => void
}

/** The driver, relative to the folder that it was built in. */
export const goDriver: string = process.platform === 'win32' ? 'driver.exe' : 'driver'

const limitMs = 1_200_000

/** Builds the driver in an empty folder, from a copy of its module. Throws as `prepareGoDriver` does. */
export async function buildGoDriver(folder: string, build: GoBuild): Promise<void> {
  const { source, go, replacement, onProgress } = build
  const started = performance.now()
  const copy = join(folder, 'source')
  cpSync(source, copy, { recursive: true })
  onProgress(`Building the Go driver, once for ${go.version} …`)
  if (replacement !== undefined) {
    // Its requirements may be others than the lock file knows.
    appendFileSync(join(copy, 'go.mod'), `\nreplace ${replacement.module} => ${quote(replacement.path)}\n`)
    onProgress(`With ${replacement.module} from ${replacement.path} …`)
  }
  const mode = replacement === undefined ? '-mod=readonly' : '-mod=mod'
  const argv = [go.command, 'build', mode, '-trimpath', '-buildvcs=false', '-o', join(folder, goDriver), '.']
  // No workspace of the user's, and no need for a C compiler.
  const environment = { ...build.environment, GOWORK: 'off', CGO_ENABLED: '0' }
  const end = await runProgram(argv, { environment, cwd: copy, limitMs })
  if (end.code !== 0) throw failure(end, replacement)
  rmSync(copy, { recursive: true })
  onProgress(`The Go driver is ready (${Math.round((performance.now() - started) / 1000)} s).`)
}

/** As go.mod wants a path that may hold blanks. */
function quote(path: string): string {
  return JSON.stringify(path)
}

function failure(end: ProgramEnd, replacement: GoPackage | undefined): HarnessError {
  const words = lastWords(end.output)
  if (replacement !== undefined) {
    throw new UsageError(
      `--package ${JSON.stringify(replacement.path)} cannot be built into the driver. Go's last words:\n${words}`,
    )
  }
  return new HarnessError(
    `The Go driver cannot be built. Its modules come from the Go module proxy, or from where Go is set up to look: check the network and \`go env GOPROXY\`, then run again. Go's last words:\n${words}`,
  )
}
