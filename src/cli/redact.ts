import type { Command } from 'commander'
import { addKeepOption } from './keep-option.ts'
import type { RedactOptions } from './redact-options.ts'

/** Adds `redact <file…>`: today's rules for recordings of yesterday. */
export function addRedactCommand(program: Command): void {
  const command = program
    .command('redact')
    .summary('redact recordings again')
    .description(
      "Applies today's rules to recordings of this tool, and of the test proxy, in place. Redacting twice changes nothing.",
    )
    .argument('<file...>', 'recordings')
  addKeepOption(command)
    .addHelpText('after', help)
    .action(async (files: readonly string[], options: RedactOptions) => {
      const { redactFiles } = await import('./redact-files.ts')
      process.exitCode = await redactFiles(files, options)
    })
}

const help = `
Example:
  keyvault-contract redact recordings/*.json

Exit codes: 0 all were redacted, 2 the call was wrong or nothing could be read, 3 something could not be.`
