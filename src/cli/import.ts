import type { Command } from 'commander'
import type { ImportOptions } from './import-options.ts'
import { addKeepOption } from './keep-option.ts'

/** Adds `import <file…> -o DIR`: other recorders' files into ours, redacted. */
export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .summary("read other recorders' files")
    .description(
      'Reads recordings of any known format and writes them as recordings of this tool: redacted, one a file. What is unknown to the contract is left out and listed.',
    )
    .argument(
      '<file...>',
      'files, folders (searched through), or FILE:LINE for one recording of a file of JSON Lines',
    )
    .requiredOption('-o, --output <folder>', 'where the recordings go; made when it is not there')
  addKeepOption(command)
    .option('--force', 'replace files that are there')
    .option('--har', 'write HTTP Archives (HAR 1.2) instead')
    .addHelpText('after', help)
    .action(async (names: readonly string[], options: ImportOptions) => {
      const { importFiles } = await import('./import-files.ts')
      process.exitCode = await importFiles(names, options)
    })
}

const help = `
Examples:
  keyvault-contract import old.yaml -o recordings
  keyvault-contract import ../my-sdk/test/recordings -o recordings --keep x-my-proxy=public
  keyvault-contract import traces.jsonl.gz -o recordings        one file a line

Exit codes: 0 all was imported, 2 the call was wrong or nothing could be imported, 3 something could not be.`
