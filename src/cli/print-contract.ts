import { apiVersions, isKnownApiVersion, latestStable } from '../contract/api-versions.ts'
import { contractHash, toolVersion } from '../contract/contract-hash.ts'
import { requirements } from '../contract/requirements.ts'
import { toOpenApi } from '../contract/to-openapi.ts'
import { toOpenApiSchemas } from '../contract/to-openapi-schemas.ts'
import { UsageError } from '../wire/errors.ts'
import { bodySchemas, loadSchemas } from './load-schemas.ts'
import type { SchemaOptions } from './schema-options.ts'

/**
 * The contract, or the part of it that the command line asks for, as text to print.
 * @throws UsageError for options that do not go together, and for what there is not
 */
export function printContract(options: SchemaOptions): string {
  const parts = (['openapi', 'requirements', 'body'] as const).filter((part) => options[part] !== undefined)
  if (parts.length > 1) throw new UsageError(`--${parts[0]} and --${parts[1]} cannot be asked for together.`)
  const [part] = parts
  refuseOption(options, 'apiVersion', {
    taken: part === 'openapi' || part === 'body',
    with: '--openapi or --body',
  })
  refuseOption(options, 'format', { taken: part === 'requirements', with: '--requirements' })
  if (part === 'requirements') return printRequirements(options.format ?? 'json')
  const version = versionOf(options.apiVersion)
  if (part === 'openapi') return json(toOpenApi(version, bodySchemas(loadSchemas())))
  return json(options.body === undefined ? wholeContract() : oneBody(options.body, version))
}

function refuseOption(
  options: SchemaOptions,
  option: 'apiVersion' | 'format',
  legal: { readonly taken: boolean; readonly with: string },
): void {
  if (options[option] === undefined || legal.taken) return
  const name = option === 'apiVersion' ? '--api-version' : '--format'
  throw new UsageError(`${name} "${options[option]}" means something only with ${legal.with}.`)
}

function versionOf(option: string = latestStable): string {
  if (isKnownApiVersion(option)) return option
  throw new UsageError(`--api-version "${option}" is unknown. Expected one of ${apiVersions.join(', ')}.`)
}

function wholeContract(): unknown {
  return { tool: toolVersion, contractHash, apiVersions, schemas: Object.fromEntries(loadSchemas()) }
}

function oneBody(type: string, version: string): unknown {
  const schemas = toOpenApiSchemas(version, bodySchemas(loadSchemas()), '#/$defs/')
  const schema = schemas[type]
  if (schema === undefined)
    throw new UsageError(`--body "${type}" is unknown. Expected one of ${Object.keys(schemas).join(', ')}.`)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...schema,
    $defs: referred(schema, schemas),
  }
}

/** The schemas that one refers to, directly or not. */
function referred(
  schema: unknown,
  schemas: Readonly<Record<string, unknown>>,
  found: Record<string, unknown> = {},
): Record<string, unknown> {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([A-Za-z]+)"/g)) {
    if (name in found) continue
    found[name] = schemas[name]
    referred(schemas[name], schemas, found)
  }
  return found
}

function printRequirements(format: string): string {
  if (format === 'json') return json([...requirements.values()])
  if (format !== 'text') throw new UsageError(`--format "${format}" must be one of json, text.`)
  const rows = [...requirements.values()]
  const width = Math.max(...rows.map(({ id }) => id.length))
  return rows
    .map(
      ({ id, subject, level, statement }) =>
        `${id.padEnd(width)}  ${subject.padEnd(7)}  ${level.padEnd(6)}  ${statement}\n`,
    )
    .join('')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
