import { CommanderError } from 'commander'
import { isHarnessError, isUsageError } from '../wire/errors.ts'
import { wordsFor } from './on-lost-output.ts'

/**
 * Ends the process for an error: 2 for a mistake of the caller, 3 for everything else. Only what was not foreseen shows
 * where it came from, and only when asked (`--verbose`, or DEBUG in the environment).
 */
export function exitWith(error: unknown, argv: readonly string[]): void {
  const { code, message } = verdictOf(error, argv.includes('--verbose') || Boolean(process.env['DEBUG']))
  if (message !== '') process.stderr.write(`${message}\n`)
  process.exitCode = code
}

/** The exit code and the words for an error; no words where they were printed already. */
export function verdictOf(
  error: unknown,
  verbose: boolean,
): { readonly code: 0 | 2 | 3; readonly message: string } {
  if (error instanceof CommanderError) return ofCommander(error)
  if (isUsageError(error)) return { code: 2, message: `keyvault-contract: ${error.message}` }
  if (isHarnessError(error)) return { code: 3, message: `keyvault-contract: ${error.message}` }
  if (isLostOutput(error)) return { code: 3, message: wordsFor(error) }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const details = verbose ? `\n${stack}` : ' Put --verbose before the command for where it came from.'
  return { code: 3, message: `keyvault-contract: This is a fault of keyvault-contract: ${message}${details}` }
}

/** Files that we write ourselves name themselves in their errors. */
function isLostOutput(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && error.syscall === 'write' && !('path' in error)
}

/** Help and version were asked for and are printed; without any command the help is the answer to a mistake. */
function ofCommander({ code, message, exitCode }: CommanderError): {
  readonly code: 0 | 2
  readonly message: string
} {
  if (code === 'commander.help') return { code: 2, message: '' }
  if (exitCode === 0) return { code: 0, message: '' }
  return { code: 2, message: `keyvault-contract: ${message.replace(/^error: /, '')}` }
}
