import type { ErrorObject } from 'ajv'
import { didYouMean } from './near-names.ts'

/** A schema error as one clause for the author of the file: what is wrong, and what would be right. */
export function describeSchemaError({ keyword, params, message, parentSchema }: ErrorObject): string {
  const surplus: unknown = params['additionalProperty'] ?? params['unevaluatedProperty']
  if (typeof surplus === 'string') {
    const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {})
    return `has the unknown member "${surplus}".${didYouMean(surplus, known)}${listed(known)}`
  }
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`
  if (keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`
  return message ?? `breaks the rule "${keyword}"`
}

function listed(known: readonly string[]): string {
  return known.length === 0 ? '' : ` Legal are ${known.join(', ')}.`
}
