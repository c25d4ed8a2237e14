import type { Command } from 'commander'

/** Adds `report merge`: the report of a whole run from those of its shards. */
export function addReportCommand(program: Command): void {
  const report = program
    .command('report')
    .summary('put the reports of shards together')
    .description('Works on reports that `test --reporter json=FILE` wrote.')
    .addHelpText('after', help)
  report
    .command('merge')
    .summary('one report of all shards of a run')
    .description('Merges the JSON reports of all shards of one run; the verdict is that of the whole run.')
    .argument('<part...>', 'the JSON report of each shard, in any order')
    .option('--reporter <name[=file]>', 'list, json, junit or github; repeatable', collect)
    .addHelpText('after', help)
    .action(async (parts: readonly string[], options: { readonly reporter?: readonly string[] }) => {
      const { mergeParts } = await import('./merge-parts.ts')
      process.exitCode = mergeParts(parts, options.reporter ?? [])
    })
}

const help = `
Examples:
  keyvault-contract report merge part-*.json
  keyvault-contract report merge part-1.json part-2.json --reporter list --reporter junit=contract.xml

Exit codes: as of test, for the whole run; 2 as well when a shard is missing or there twice, or the parts are not of one run.`

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}
