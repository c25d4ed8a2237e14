import { spawn } from 'node:child_process'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { preloadOptions } from './preload-options.ts'

/** A program and its arguments; no shell is in between. */
export interface ProgramCall {
  readonly file: string
  readonly args: readonly string[]
}

/** How a program ended: by itself, or by a signal. */
export type ProgramEnd = { readonly code: number } | { readonly signal: string }

/** All that people and supervisors send, but those that nobody can catch. Node takes SIGUSR1 for its debugger unless somebody listens. */
const forwarded = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const
/** What a key sends to every process of the terminal's foreground group by itself. */
const fromKeys: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT'])

/**
 * Runs a program with its standard streams left alone, and resolves when it has ended. Signals to this process are passed on;
 * it is the program that decides what they mean. Throws `UsageError` when there is no such program.
 */
export function runChild(
  { file, args }: ProgramCall,
  environment: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  const env = { ...process.env, ...environment, ...preloadOptions() }
  const child = spawn(file, args, { stdio: 'inherit', env })
  const pass = (signal: NodeJS.Signals): void => {
    if (!fromKeys.has(signal) || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of forwarded) process.on(signal, pass)
  return new Promise<ProgramEnd>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(startError(file, error)))
    child.once('exit', (code, signal) => resolve(code === null ? { signal: String(signal) } : { code }))
  }).finally(() => {
    for (const signal of forwarded) process.off(signal, pass)
  })
}

function startError(file: string, error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOENT')
    return new UsageError(`There is no program \`${file}\`: neither on PATH nor as a file.`)
  if (error.code === 'EACCES') return new UsageError(`\`${file}\` is not executable.`)
  return new HarnessError(`\`${file}\` could not be started: ${error.message}.`)
}
