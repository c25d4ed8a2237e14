import type { Command } from 'commander'
import type { SchemaOptions } from './schema-options.ts'

/** Adds `schema`: prints the contract. */
export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .summary('print the contract')
    .description(
      'Prints the contract as JSON: all schemas, one body, an OpenAPI 3.1 document, or the requirements.',
    )
    .option('--openapi', 'an OpenAPI 3.1 document of one api-version')
    .option('--requirements', 'the registry of requirements')
    .option('--body <type>', 'the schema of one body, such as SecretBundle, with all that it refers to')
    .option('--api-version <version>', 'with --openapi or --body; default: the newest stable one')
    .option('--format <format>', 'with --requirements: json or text')
    .addHelpText('after', help)
    .action(async (options: SchemaOptions) => {
      const { printContract } = await import('./print-contract.ts')
      process.stdout.write(printContract(options))
    })
}

const help = `
Examples:
  keyvault-contract schema --openapi --api-version 7.6 > secrets.json
  keyvault-contract schema --body SecretSetParameters --api-version 7.0
  keyvault-contract schema --requirements --format text`
