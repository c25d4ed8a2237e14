import type { TokenVerifier } from '../../vault/token-verifier.ts'
import { jsonOf } from '../../wire/body.ts'
import { isResponse } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'

/** The tokens that were given out, and until when they hold by the vault's clock. */
export interface TokenLedger {
  /** `until`: milliseconds since the Unix epoch. */
  add(token: string, until: number): void
  /** Of a token that is not known: for ever. */
  expiryOf(token: string): number
  /** All that were given out so far hold no longer. */
  expireAll(): void
  /** The handler of a token endpoint, with what it gives out in the ledger. */
  watch(handler: Handler): Handler
  /** The verifier, which refuses what has run out before it looks at anything else. */
  guard(verify: TokenVerifier): TokenVerifier
}

export function createTokenLedger(): TokenLedger {
  const expiries = new Map<string, number>()
  const expiryOf = (token: string): number => expiries.get(token) ?? Number.POSITIVE_INFINITY
  const add = (token: string, until: number): void => {
    const [oldest] = expiries.size < mostTokens ? [] : expiries.keys()
    if (oldest !== undefined) expiries.delete(oldest)
    expiries.set(token, until)
  }
  return {
    add,
    expiryOf,
    expireAll: () => {
      for (const token of expiries.keys()) expiries.set(token, 0)
    },
    watch: (handler) => async (request) => {
      const answer = await handler(request)
      const token = isResponse(answer) ? accessToken(jsonOf(answer.body)) : undefined
      // Its own expiry is in it, and is judged by the vault's clock too.
      if (token !== undefined) add(token, Number.POSITIVE_INFINITY)
      return answer
    },
    guard: (verify) => (token, demand) => (expiryOf(token) <= demand.now ? expired : verify(token, demand)),
  }
}

/** The newest ones; a client has one or two. */
const mostTokens = 10_000

const expired: ReturnType<TokenVerifier> = Promise.resolve({ valid: false, problem: 'expired' })

function accessToken(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('access_token' in json)) return undefined
  return typeof json.access_token === 'string' ? json.access_token : undefined
}
