import type { Command } from 'commander'
import { UsageError } from '../wire/errors.ts'
import { addKeepOption } from './keep-option.ts'
import type { RecordOptions } from './record-options.ts'

/** Adds `record -- <cmd…>`: any program in front of the real vault, its traffic recorded without its secrets. */
export function addRecordCommand(program: Command): void {
  const command = program
    .command('record')
    .summary('run a program and record its vault traffic, without a secret')
    .description(
      'Runs a program as it is, and records what it and the vaults and sign-in hosts say to each other. Secrets, tokens and names are replaced before anything is written; other hosts are left alone.',
    )
    .argument('[command...]', 'the program and its arguments, after --')
    .passThroughOptions()
    .option('-o, --output <file>', 'where the recording goes (default: recordings/<program>-<time>.json)')
    .option('--force', 'replace a file that is there')
    .option('--upstream-ca <file>', 'PEM file with a further authority to trust; repeatable', collect, [])
    .option(
      '--resolve <host:port:address>',
      'where a host is that is not in DNS, as in curl; repeatable. The address may have a port of its own',
      collect,
      [],
    )
  addKeepOption(command)
    .addHelpText('after', help)
    .action(async (words: readonly string[], options: RecordOptions) => {
      const [file, ...args] = words
      if (file === undefined)
        throw new UsageError('record takes a program: keyvault-contract record -- npm test.')
      const { recordProgram } = await import('./record-program.ts')
      process.exitCode = await recordProgram({ file, args }, options)
    })
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

const help = `
The program's environment sends its traffic through a proxy of this command and has it trust the proxy's certificates, whatever
its language. A proxy of your own (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY) is used on the way out.

Examples:
  keyvault-contract record -o recordings/mine.json -- npm test
  keyvault-contract play recordings/mine.json -- npm test

Exit codes: the program's own (128 and more: a signal ended it) when its traffic was recorded; 2 the call was wrong or there is no
such program, 3 nothing was recorded, or the recording had to be stopped.`
