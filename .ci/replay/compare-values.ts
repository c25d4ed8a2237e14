import { asJson, type Json } from './trace.ts'

/** Members whose value follows from the requests alone: what the client set, and what the vault is configured to. */
const determined = [
  'value',
  'contentType',
  'managed',
  'enabled',
  'exp',
  'nbf',
  'recoveryLevel',
  'recoverableDays',
]

/**
 * Differences in the JSON types of all members that both answers have, and in the values of those that follow from the requests.
 * A backup's value, ids and times differ by nature: their type alone is compared.
 */
export function compareValues(operation: string, recorded: Json, ours: Json): string[] {
  const attributes = [asJson(recorded['attributes']), asJson(ours['attributes'])] as const
  return [
    ...compareObjects(operation, recorded, ours),
    ...(attributes[0] && attributes[1]
      ? compareObjects(`${operation} attributes`, attributes[0], attributes[1])
      : []),
    ...compareTags(operation, recorded['tags'], ours['tags']),
  ]
}

function compareObjects(place: string, theirs: Json, ours: Json): string[] {
  return Object.keys(theirs)
    .filter((name) => name in ours)
    .flatMap((name) => {
      const types = [typeOf(theirs[name]), typeOf(ours[name])]
      if (types[0] !== types[1]) return [`${place} type of ${name} ${types[0]}: ours ${types[1]}`]
      const decided = determined.includes(name) && !place.startsWith('BackupSecret')
      return decided && JSON.stringify(theirs[name]) !== JSON.stringify(ours[name])
        ? [`${place} value of ${name}`]
        : []
    })
}

function compareTags(operation: string, theirs: unknown, ours: unknown): string[] {
  const sorted = (tags: unknown): string => JSON.stringify(Object.entries(asJson(tags) ?? {}).sort())
  return theirs === undefined || ours === undefined || sorted(theirs) === sorted(ours)
    ? []
    : [`${operation} value of tags`]
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
}
