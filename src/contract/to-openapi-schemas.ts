import { valuesOf } from './api-versions.ts'
import type { BodyType } from './schema-catalogue.ts'
import { versionRulesOf } from './version-members.ts'

/** A JSON Schema, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** The files of `schemas/secrets`, parsed, by file name: `secret-bundle.json`. */
export type BodySchemas = ReadonlyMap<string, JsonSchema>

/**
 * Every body of the contract as an api-version has it, by title: members that it lacks are gone, those that it always gives are
 * required, and references go to `prefix`. Sensitivity marks stay.
 * @param prefix where the schemas stand in the document: `#/components/schemas/`
 */
export function toOpenApiSchemas(
  version: string,
  schemas: BodySchemas,
  prefix: string,
): Readonly<Record<string, JsonSchema>> {
  const named = [...schemas.values()].filter((schema) => schema['title'] !== 'Members')
  const context = { schemas, prefix }
  return Object.fromEntries(
    named.map((schema) => [String(schema['title']), schemaOf(version, schema, context)]),
  )
}

interface Context {
  readonly schemas: BodySchemas
  readonly prefix: string
}

function schemaOf(version: string, schema: JsonSchema, context: Context): JsonSchema {
  const title = String(schema['title']) as BodyType
  const rules = versionRulesOf(version, title).filter(({ owner }) => owner === title)
  const absent = new Set(rules.filter(({ rule }) => rule === 'absent').map(({ member }) => member))
  const always = rules.filter(({ rule }) => rule === 'present').map(({ member }) => member)
  const { $id, $schema, properties, required, ...rest } = inPlace(schema, context) as Record<string, unknown>
  const kept = Object.entries((properties ?? {}) as JsonSchema).filter(([member]) => !absent.has(member))
  const members = kept.map(([member, value]) => [member, withValues(value, { version, title, member })])
  return {
    ...rest,
    ...((required || always.length > 0) && {
      required: [...new Set([...((required as string[]) ?? []), ...always])],
    }),
    properties: Object.fromEntries(members),
  }
}

/** Members are put in place, bodies become references. A reference keeps what stands beside it. */
function inPlace(node: unknown, context: Context): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => inPlace(item, context))
  if (typeof node !== 'object' || node === null) return node
  const { $ref, ...beside } = node as Record<string, unknown>
  const rest = Object.fromEntries(
    Object.entries(beside).map(([key, value]) => [key, inPlace(value, context)]),
  )
  return typeof $ref === 'string' ? { ...resolved($ref, context), ...rest } : rest
}

function resolved(reference: string, context: Context): JsonSchema {
  const [file = '', member] = reference.split('#/$defs/')
  const schema = context.schemas.get(file)
  if (!schema) throw new Error(`schemas/secrets has no ${file}, to which ${reference} refers.`)
  if (member === undefined) return { $ref: `${context.prefix}${schema['title']}` }
  return inPlace((schema['$defs'] as JsonSchema)[member], context) as JsonSchema
}

/** The documented values of an open set: other values must be tolerated, so that they are no `enum`. */
function withValues(
  value: unknown,
  { version, title, member }: { readonly version: string; readonly title: string; readonly member: string },
): unknown {
  const values = valuesOf(version, title, member)
  return values.length === 0 ? value : { ...(value as JsonSchema), 'x-known-values': values }
}
