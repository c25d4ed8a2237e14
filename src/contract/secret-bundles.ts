import type { Operation } from './operation.ts'
import type { SeenBundle } from './seen-bundle.ts'
import type { SeenExchange } from './seen-exchange.ts'
import { asObject } from './seen-facts.ts'

/** True for the three operations that answer with pages. */
export function isList(operation: Operation): boolean {
  return operation === 'GetSecrets' || operation === 'GetSecretVersions' || operation === 'GetDeletedSecrets'
}

/** The secrets in a 200 answer of one of the twelve operations; none for backup and for what is no object. */
export function secretBundles(seen: SeenExchange): readonly SeenBundle[] {
  return seen.bundles()
}

/** Finds them in the body of an answer. */
export function findBundles(operation: Operation, status: number, json: unknown): readonly SeenBundle[] {
  const body = status === 200 && operation !== 'BackupSecret' ? asObject(json) : undefined
  if (!body) return []
  return isList(operation) ? itemsOf(body['value']) : [{ pointer: '/response/body', members: body }]
}

function itemsOf(value: unknown): SeenBundle[] {
  if (!Array.isArray(value)) return []
  const bundles: SeenBundle[] = []
  value.forEach((item, index) => {
    const members = asObject(item)
    if (members) bundles.push({ pointer: `/response/body/value/${index}`, members })
  })
  return bundles
}
