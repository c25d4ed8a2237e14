import type { Sensitivity } from '../../contract/schema-catalogue.ts'
import { UsageError } from '../../wire/errors.ts'

/** What a user decided of headers, members and parameters that the contract does not know, by name in lower case. */
export type KeepRules = ReadonlyMap<string, Sensitivity>

const sensitivities: readonly Sensitivity[] = ['secret', 'identifier', 'opaque', 'volatile', 'public']

/**
 * Reads `--keep name=sensitivity` options.
 * @throws UsageError for one that is none
 */
export function parseKeepRules(options: readonly string[]): KeepRules {
  return new Map(options.map(parseRule))
}

function parseRule(option: string): [string, Sensitivity] {
  const equals = option.lastIndexOf('=')
  const sensitivity = sensitivities.find((known) => known === option.slice(equals + 1))
  if (equals > 0 && sensitivity) return [option.slice(0, equals).toLowerCase(), sensitivity]
  throw new UsageError(
    `--keep "${option}" must be name=sensitivity, the sensitivity one of ${sensitivities.join(', ')}.`,
  )
}
