import { spawn } from 'node:child_process'
import { atExit } from '../transports/at-exit.ts'

export interface RunOptions {
  readonly environment: NodeJS.ProcessEnv
  /** Default: that of this process. */
  readonly cwd?: string
  /** After so many milliseconds it is killed. */
  readonly limitMs: number
  /** Hears all output as it comes, in pieces. */
  readonly onOutput?: (chunk: string) => void
  /** How much of the output is kept. Default: 64 KiB. */
  readonly keptCharacters?: number
}

/** How a program ended. `code` is null when it could not be started, was killed, or took too long. */
export interface ProgramEnd {
  readonly code: number | null
  /** stdout and stderr as they came, the newest of it. */
  readonly output: string
}

/** Runs a program without a shell and without stdin, to its end. Never throws. */
export function runProgram(
  argv: readonly string[],
  { environment, cwd, limitMs, onOutput, keptCharacters = 64 * 1024 }: RunOptions,
): Promise<ProgramEnd> {
  const [command = '', ...args] = argv
  return new Promise((resolve) => {
    let output = ''
    const keep = (chunk: string): void => {
      output = (output + chunk).slice(-keptCharacters)
      onOutput?.(chunk)
    }
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    const cancel = atExit(() => void child.kill('SIGKILL'))
    const limit = setTimeout(() => {
      keep(`\nKilled after ${limitMs / 1000} s.`)
      child.kill('SIGKILL')
    }, limitMs)
    const settle = (code: number | null): void => {
      clearTimeout(limit)
      cancel()
      resolve({ code, output })
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.once('error', (error) => {
      keep(error.message)
      settle(null)
    })
    child.once('close', settle)
  })
}
