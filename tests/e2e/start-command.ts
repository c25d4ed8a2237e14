import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** How a command ended, and all it printed. */
export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command of the built package that runs. */
export interface RunningCommand {
  readonly child: ChildProcess
  /** Resolves with all of stdout so far as soon as it matches. Rejects when the command ends before. */
  printed(pattern: RegExp): Promise<string>
  readonly ended: Promise<CommandResult>
}

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
export const repository: string = fileURLToPath(new URL('../..', import.meta.url))

/** Starts `keyvault-contract` as built by `npm run build`; it is gone with the test. */
export function startCommand(...args: readonly string[]): RunningCommand {
  if (!existsSync(main)) throw new Error(`${main} is missing: npm run build`)
  const child = spawn(process.execPath, [main, ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  const ended = new Promise<CommandResult>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  onTestFinished(async () => {
    // Asked first, so that it takes its files with it.
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(timer)
  })
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stdout)) resolve(stdout)
      }
      child.stdout.on('data', look)
      void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${stdout}${stderr}`)))
      look()
    })
  return { child, printed, ended }
}
