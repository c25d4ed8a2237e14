import type { Command } from 'commander'
import { UsageError } from '../wire/errors.ts'

/** Adds `driver check` and `driver new`: for those who write a driver. */
export function addDriverCommand(program: Command): void {
  const driver = program
    .command('driver')
    .summary('write a driver: check one, or see how one talks')
    .description('Helps to write a driver, the small program that lets this tool call one client.')
    .enablePositionalOptions()
    .addHelpText('after', help)
  driver
    .command('check')
    .summary('test a driver without judging its client')
    .description(
      'Tests a driver: how it talks, and whether it can do what it declares. Its client is not judged.',
    )
    .argument('[command...]', 'the driver and its arguments, after --')
    .passThroughOptions()
    .addHelpText('after', checkHelp)
    .action(async (words: readonly string[]) => {
      if (words.length === 0)
        throw new UsageError(
          'driver check takes a driver: keyvault-contract driver check -- ./my-driver --flag.',
        )
      const { runDriverCheck } = await import('./driver-check.ts')
      process.exitCode = await runDriverCheck(words)
    })
  driver
    .command('new')
    .summary('print the protocol in short, with an example conversation')
    .description(
      'Prints what a driver for a language has to do, an example conversation, and how to check it.',
    )
    .argument('<language>', 'any word: the language of the client')
    .addHelpText('after', newHelp)
    .action(async (language: string) => {
      const { describeNewDriver } = await import('./driver-new.ts')
      process.stdout.write(describeNewDriver(language))
    })
}

const help = `
Examples:
  keyvault-contract driver new elixir
  keyvault-contract driver check -- ./my-driver --flag`

const newHelp = `
Example:
  keyvault-contract driver new elixir`

const checkHelp = `
Examples:
  keyvault-contract driver check -- ./my-driver --flag

Exit codes: 0 the driver keeps the protocol, 1 it breaks it, 2 the call was wrong, 3 something could not be
judged, such as rules that need a capability which it does not declare.`
