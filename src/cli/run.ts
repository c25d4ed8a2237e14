import type { Command } from 'commander'
import { UsageError } from '../wire/errors.ts'
import { addServiceOptions, type ServiceOptions } from './service-options.ts'

/** Adds `run -- <cmd…>`: any program in front of the reference vault, its traffic judged. */
export function addRunCommand(program: Command): void {
  const command = program
    .command('run')
    .summary('run a program in front of the reference vault, and judge its traffic')
    .description(
      'Runs a program with the reference vault and Entra in place of Azure, and judges its traffic as a client.',
    )
    .argument('[command...]', 'the program and its arguments, after --')
    .passThroughOptions()
  addServiceOptions(command)
    .addHelpText('after', help)
    .action(async (words: readonly string[], options: ServiceOptions) => {
      const [file, ...args] = words
      if (file === undefined)
        throw new UsageError('run takes a program: keyvault-contract run -- node my-script.js.')
      const { runProgram } = await import('./run-program.ts')
      process.exitCode = await runProgram({ file, args }, options)
    })
}

const help = `
The program finds the vault in AZURE_KEYVAULT_URL and KEYVAULT_URI, and an application in AZURE_TENANT_ID,
AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. Its output is left alone; the verdict goes to stderr.

Examples:
  keyvault-contract run -- node my-script.js
  keyvault-contract run --seed secrets.yaml -- npm test

Exit codes: 0 the program ended well and its traffic conforms, 1 there are findings, 2 the call was wrong or there is no
such program, 3 it could not be judged: it never talked to the vault, or it failed by itself (the verdict tells its own
exit code).`
