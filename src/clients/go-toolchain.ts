import { HarnessError } from '../wire/errors.ts'
import { lastWords } from './last-words.ts'
import { runProgram } from './run-program.ts'

/** A `go` that can build the driver. */
export interface GoToolchain {
  /** As it was named: a word to find on the path, or a path. */
  readonly command: string
  /** `go1.26.8 linux/amd64` */
  readonly version: string
}

/**
 * The `go` that `GO` names, or that is on the path. It is asked in the driver's module: an older one that may do so
 * (GOTOOLCHAIN) takes the release that the module wants. Throws `HarnessError` that says what to install.
 */
export async function findGo(source: string, environment: NodeJS.ProcessEnv): Promise<GoToolchain> {
  const configured = environment['GO'] || undefined
  const command = configured ?? 'go'
  const argv = [command, 'env', 'GOVERSION', 'GOOS', 'GOARCH']
  const { code, output } = await runProgram(argv, { environment, cwd: source, limitMs: 300_000 })
  const [, version, system, processor] = /^(go1\.\S+)\n(\w+)\n(\w+)$/m.exec(output) ?? []
  if (code === 0 && version !== undefined) return { command, version: `${version} ${system}/${processor}` }
  const origin = configured === undefined ? '`go`' : `GO (${JSON.stringify(configured)})`
  const words = lastWords(output)
  throw new HarnessError(
    `The Go client needs Go 1.26 or later; ${origin} cannot be used. Install it from go.dev/dl, or set GO to the program.${words === '' ? '' : ` Its last words:\n${words}`}`,
  )
}
