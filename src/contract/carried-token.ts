import type { SeenExchange } from './seen-exchange.ts'
import { asObject } from './seen-facts.ts'

/**
 * Whether a request to a vault carried a token: by its header, or, when the recorder dropped that, by what the answer
 * proves. The service looks at the token before anything else (a missing secret, a corrupt backup and an empty name are
 * all 401 without one), so every other answer of its own means that there was one, and the 401 to a request without
 * one says so. `undefined` when neither tells.
 */
export function carriedToken(seen: SeenExchange): boolean | undefined {
  if (seen.authorized !== undefined) return seen.authorized
  if (seen.role !== 'vault' || !seen.response) return undefined
  const { status } = seen.response
  if (status === 401) return tokenOf401(seen)
  return beyondAuthentication.has(status) ? true : undefined
}

const beyondAuthentication: ReadonlySet<number> = new Set([200, 204, 400, 403, 404, 405, 409])

function tokenOf401(seen: SeenExchange): boolean | undefined {
  return messageOf(seen) === undefined ? undefined : !saysTokenIsMissing(seen)
}

/** "AKV10000: Request is missing a Bearer or PoP token."; texts since 2019-08-06, before that the body was empty. */
export function saysTokenIsMissing(seen: SeenExchange): boolean {
  return messageOf(seen)?.includes('Request is missing a Bearer') ?? false
}

function messageOf(seen: SeenExchange): string | undefined {
  const message = asObject(asObject(seen.responseJson())?.['error'])?.['message']
  return typeof message === 'string' ? message : undefined
}
