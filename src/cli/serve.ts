import type { Command } from 'commander'
import { UsageError } from '../wire/errors.ts'
import { type ServiceFormat, serviceFormats } from './describe-service.ts'
import type { ServeOptions } from './serve-options.ts'
import { addServiceOptions } from './service-options.ts'

/** Adds `serve`: the reference vault, until it is stopped. */
export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .summary('run the reference vault until stopped')
    .description(
      'Runs the reference vault and Entra behind a proxy on loopback, and prints how to point a program at them.',
    )
  addServiceOptions(command)
    .option('--format <format>', 'shell: lines to paste; json', toFormat, 'shell')
    .addHelpText('after', help)
    .action(async (options: ServeOptions) => {
      const { serveUntilStopped } = await import('./serve-until-stopped.ts')
      await serveUntilStopped(options)
    })
}

const help = `
Examples:
  keyvault-contract serve                                  the vault https://contoso.vault.azure.net
  keyvault-contract serve --vault one --vault two          two vaults
  keyvault-contract serve --seed secrets.yaml --port 8200

A file of secrets, by name:
  database-password: { value: "s3cret", contentType: text/plain }

Ends with 0 when it is stopped by SIGINT or SIGTERM, 2 when the call was wrong.`

function toFormat(value: string): ServiceFormat {
  const format = serviceFormats.find((known) => known === value)
  if (format !== undefined) return format
  throw new UsageError(`--format "${value}" must be one of ${serviceFormats.join(', ')}.`)
}
