import { remember } from '../../contract/remember.ts'
import type { Clock } from '../../vault/clock.ts'
import type { TokenVerifier } from '../../vault/token-verifier.ts'
import type { Handler } from '../../wire/handler.ts'
import { accessTokenOf, type EntraToken, machineTokens } from './machine-tokens.ts'

/** The tokens that were given out, and until when they hold. */
export interface TokenLedger {
  /** `until`: milliseconds since the Unix epoch, by the vault's clock. */
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

export interface TokenLedgerOptions {
  readonly clock: Clock
  /** GUID of the tenant that the vault starts in. */
  readonly tenantId: string
}

/** What is known of a token. Of one that Entra gave, `until` is left to what it says itself. */
interface Entry {
  readonly until: number
  readonly entra?: EntraToken
}

export function createTokenLedger({ clock, tenantId }: TokenLedgerOptions): TokenLedger {
  const entries = new Map<string, Entry>()
  const keep = (token: string, entry: Entry): Entry => {
    remember(entries, token, entry, mostTokens)
    return entry
  }
  const find = (token: string): Entry => entries.get(token) ?? adopt(token) ?? unknown
  const adopt = (token: string): Entry | undefined => {
    const entra = machineTokens.get(token)
    return entra && keep(token, { ...unknown, entra })
  }
  return {
    add: (token, until) => void keep(token, { until }),
    expiryOf: (token) => find(token).until,
    expireAll: () => {
      for (const token of entries.keys()) entries.set(token, { until: 0 })
    },
    watch: (handler) => async (request) => {
      const answer = await handler(request)
      const token = accessTokenOf(answer)
      const entra = { tenantId, ahead: clock.now() - Date.now() }
      if (token !== undefined) keep(token, { ...unknown, entra })
      return answer
    },
    guard: (verify) => (token, demand) => {
      const { until, entra } = find(token)
      if (until <= demand.now) return expired
      if (!entra) return verify(token, demand)
      // A machine's token is good in whichever tenant the vault is, until the vault moves to another.
      const isAtHome = demand.tenantId === tenantId
      const own = isAtHome && machineTokens.has(token) ? { tenantId: entra.tenantId } : {}
      return verify(token, { ...demand, ...own, now: Date.now() + entra.ahead })
    },
  }
}

/** The newest ones; a client has one or two. */
const mostTokens = 10_000

const unknown: Entry = { until: Number.POSITIVE_INFINITY }

const expired: ReturnType<TokenVerifier> = Promise.resolve({ valid: false, problem: 'expired' })
