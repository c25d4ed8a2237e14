import type { OperationMatch } from '../../src/contract/match-operation.ts'
import { asJson, dateOf, type RecordedExchange } from './trace.ts'

/** Why an exchange says nothing of the service by itself, whatever came before; `undefined` when it does. */
export function skipReason(
  { url, status, resHeaders }: RecordedExchange,
  apiVersion: string,
): string | undefined {
  if (!/\/+(deleted)?secrets(\/|\?|$)/.test(url)) return 'not secrets'
  if (status === null) return 'status not recorded'
  if (url.startsWith('http:')) return 'edited: no vault speaks http'
  const old = apiVersion.startsWith('2015') || dateOf(resHeaders) < Date.UTC(2018, 0, 1)
  return old ? 'before 2018' : undefined
}

/** Knows which secrets came to be within a trace; of others the vault that replays it knows nothing. */
export interface KnownSecrets {
  /** True when the exchange is about a secret from before the trace. Learns from every exchange it is asked about. */
  isOlder(exchange: RecordedExchange, match: OperationMatch): boolean
}

/** Nothing known yet. */
export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>()
  const older = new Set<string>()
  return {
    isOlder(exchange, { operation, name }) {
      if (name === undefined || exchange.status === 401) return false
      const key = name.toUpperCase()
      if (operation === 'SetSecret' && exchange.status === 200) known.add(key)
      if (known.has(key)) return older.has(key)
      // A list of versions is answered 200 for every name: one with items is about a secret.
      if ((exchange.status ?? 0) < 300) older.add(key)
      return older.has(key) || tellsOfAnEarlierLife(exchange)
    },
  }
}

/** A refusal that presupposes a secret: disabled, in conflict, managed, or being deleted. */
function tellsOfAnEarlierLife({ status, resBody }: RecordedExchange): boolean {
  if (status === 403 || status === 409) return true
  const message = asJson(asJson(resBody)?.['error'])?.['message']
  return String(message).startsWith('Deleted Secret not found')
}
