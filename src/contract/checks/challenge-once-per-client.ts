import { getHeader } from '../../wire/headers.ts'
import { carriedToken } from '../carried-token.ts'
import { parseChallenges, tenantOf } from '../challenge-header.ts'
import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { describeRequest } from '../seen-facts.ts'

/** What is remembered of one origin. */
interface Session {
  /** When the service last accepted a token, in ms; `undefined` while it has accepted none. */
  acceptedAt: number | undefined
  /** Requests with an accepted token since the last one without. */
  uses: number
  /** Challenges in a row that were asked for although a token had been accepted, each for a single request. */
  wasted: number
}

/**
 * A program may hold several clients, and each may ask once: so it takes three challenges in a row, each asked for with an
 * accepted token at hand and each used for one request only. Challenges without a tenant do not count: Go asks again
 * after those by design. Nor do parallel first calls, nor what follows a refused token. Defect it finds: A15.
 */
export const oncePerClient: Check = {
  requirement: 'challenge/once-per-client',
  start() {
    const sessions = new Map<string, Session>()
    return {
      see(seen, say) {
        if (seen.role !== 'vault' || !seen.url || !seen.response) return
        const session = sessions.get(seen.url.origin) ?? { acceptedAt: undefined, uses: 0, wasted: 0 }
        remember(sessions, seen.url.origin, session, 64)
        const carried = carriedToken(seen)
        if (carried === true) seeToken(session, seen, say)
        if (carried === false && seen.response.status === 401) seeProbe(session, seen, say)
      },
    }
  },
}

function seeToken(session: Session, seen: SeenExchange, say: Verdicts): void {
  const status = seen.response?.status ?? 0
  if (status === 401) Object.assign(session, { acceptedAt: undefined, uses: 0, wasted: 0 })
  if (status === 401 || status >= 500) return
  session.acceptedAt = seen.exchange.answeredAt
  session.uses++
  if (session.uses === 1) return
  session.wasted = 0
  say.kept(seen)
}

function seeProbe(session: Session, seen: SeenExchange, say: Verdicts): void {
  if (session.acceptedAt === undefined || seen.exchange.sentAt < session.acceptedAt || !namesTenant(seen))
    return
  session.wasted = session.uses === 1 ? session.wasted + 1 : 0
  session.uses = 0
  if (session.wasted < 3) return
  say.broken(seen, {
    pointer: '/request/headers/authorization',
    expected: 'the token that the vault accepted before',
    received: 'no token',
    message: `${describeRequest(seen)} was sent without a token, like each request before it, although the vault had accepted one: every call asks for a challenge.`,
  })
}

function namesTenant(seen: SeenExchange): boolean {
  const header = seen.response && getHeader(seen.response.headers, 'www-authenticate')
  return (
    header !== undefined && parseChallenges(header).some((challenge) => tenantOf(challenge) !== undefined)
  )
}
