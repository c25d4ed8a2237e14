import type { Command } from 'commander'
import type { CheckCommandOptions } from './check-options.ts'

/** Adds `check <recording…>`: judges recordings, any format, any number. */
export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .summary('judge recordings')
    .description(
      'Judges recorded traffic by the contract: what clients sent and what the service answered, side by side. No code of a recording is ever run.',
    )
    .argument(
      '<recording...>',
      'files, folders (searched through), or FILE:LINE for one recording of a file of JSON Lines',
    )
    .option('--subject <side>', 'client or service; default: both')
    .option('--reporter <name[=file]>', 'list or json; repeatable', collect, [])
    .option('--known-failures <file>', 'requirements that are known to be broken (YAML)')
    .addHelpText('after', help)
    .action(async (names: readonly string[], options: CheckCommandOptions) => {
      const { checkNamed } = await import('./check-named.ts')
      process.exitCode = await checkNamed(names, options)
    })
}

const help = `
Formats, told by content, gzip or not: test-proxy and RecordSession JSON, vcrpy YAML, nock JavaScript (read, never run), Nise,
Java and C++ networkCallRecords, .NET HttpMockServer, HAR 1.2, and neutral traces as JSON Lines.

Examples:
  keyvault-contract check recordings/ ../my-sdk/test/recordings
  keyvault-contract check --subject service traces.jsonl.gz --reporter json=report.json
  keyvault-contract check traces.jsonl.gz:17

Exit codes: 0 all was read and conforms, 1 there are findings, 2 the call was wrong or nothing could be read, 3 something could
not be read, or nothing was judged (also after an interrupt).`

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}
