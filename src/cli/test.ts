import type { Command } from 'commander'
import { bundledClients } from '../clients/bundled-clients.ts'
import { parseShard } from '../suite/shard.ts'
import { UsageError } from '../wire/errors.ts'
import type { TestOptions } from './test-options.ts'

/** Adds `test [client…]`: puts clients in front of the reference vault and judges them. */
export function addTestCommand(program: Command): void {
  program
    .command('test')
    .summary('run the suite against a client, or several')
    .description(
      'Runs the suite against a client: offline, with challenge verification on, each scenario in its own vault.',
    )
    .argument(
      '[client...]',
      `one or more of ${bundledClients.join(', ')}; javascript is the default; several are judged one after the other and shown side by side`,
    )
    .option('--package <dir>', 'test this fork of the client in place of the released one')
    .option(
      '--driver <command>',
      'test the client behind this driver; the command is split like a shell does',
    )
    .option(
      '--api-version <version>',
      'have every client use this api-version; "all" runs the suite once per version',
    )
    .option(
      '--scenario <glob>',
      'only these scenarios; repeatable; * within a segment, ** across',
      collect,
      [],
    )
    .option(
      '--known-failures <file>',
      'what is known to fail (YAML), in place of the list of the bundled client',
    )
    .option('--flaky <file>', 'scenarios that may fail now and then (YAML), ten at most: they are run again')
    .option('--reporter <name[=file]>', 'list, json, junit or github; repeatable', collect)
    .option('--shard <i/n>', 'only part i of n; `report merge` puts the JSON reports together', parseShard)
    .option('--jobs <n>', 'how many scenarios run side by side', toJobs)
    .option('--bail', 'stop at the first scenario that fails')
    .option(
      '--attach',
      'one scenario, without time limits: for a client that you start by hand, or for a driver under a debugger where a client or --driver is named',
    )
    .option(
      '--cache-dir <dir>',
      "where the environments of other languages are kept (default: the user's cache folder)",
    )
    .option(
      '--mode <mode>',
      'what stands behind the client: vault (the reference vault, the default), playback (recordings in its place), record (make those recordings anew), live (a live vault, judged as well)',
    )
    .option(
      '--recordings <dir>',
      'with --mode playback and live: where the recordings are (default: those that come with this package)',
    )
    .option(
      '--vault-url <url>',
      'with --mode record and live: a live vault, signed in to as AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET say (with record the default is the reference vault in a process of its own)',
    )
    .option(
      '--upstream-ca <file>',
      'with --vault-url: PEM file with a further authority to trust; repeatable',
      collect,
    )
    .option(
      '--resolve <host:port:address>',
      'with --vault-url: where a host is that is not in DNS, as in curl; repeatable',
      collect,
    )
    .option('-o, --output <dir>', 'with --mode record: where the recordings go (default: recordings)')
    .option('--list', 'print the ids and titles of the scenarios, and run none')
    .addHelpText('after', help)
    .action(async (clients: readonly string[], options: TestOptions) => {
      const { testClients } = await import('./test-client.ts')
      process.exitCode = await testClients(clients, options)
    })
}

const help = `
Examples:
  keyvault-contract test                                  the bundled JavaScript client
  keyvault-contract test --package ../my-fork             a fork of it
  keyvault-contract test python --scenario 'paging/**'    the Python client, one area
  keyvault-contract test javascript python go             three of them, and a matrix
  keyvault-contract test --mode playback python           the Python client in front of the shipped recordings
  keyvault-contract test --mode record --vault-url https://my-vault.vault.azure.net -o mine
  keyvault-contract test --mode live --vault-url https://my-vault.vault.azure.net
  keyvault-contract test --reporter list --reporter json=report.json
  keyvault-contract test --attach --scenario paging/short-pages
  keyvault-contract test --shard 2/4 --reporter json=part-2.json

Exit codes: 0 the client conforms, 1 there are findings, 2 the call was wrong, 3 something could not be judged
(of several clients the worst counts, and a missing toolchain is 3 with the others' results kept; also after an interrupt: what is known by then is reported, but it is not the whole).`

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function toJobs(value: string): number {
  const jobs = Number(value)
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs
  throw new UsageError(`--jobs "${value}" must be an integer from 1 to 64.`)
}
