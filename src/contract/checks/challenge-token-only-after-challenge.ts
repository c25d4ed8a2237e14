import { getHeader } from '../../wire/headers.ts'
import { carriedToken, saysTokenIsMissing } from '../carried-token.ts'
import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { describeRequest } from '../seen-facts.ts'

interface Session {
  /** `middle` when the first vault request already had a token (or may have): what came before is unknown, nothing is judged. */
  began: 'nowhere' | 'start' | 'middle'
  readonly challenged: Map<string, true>
  /** Tokens that vaults were sent; only compared, never shown. */
  readonly tokens: Map<string, true>
}

/**
 * Judged in traces that begin with a request without a token, in those known to begin at the start, and where the service says
 * that it saw none: a token from before the trace it would have known. Hosts that are no vaults are judged only when they get
 * a token that a vault got: other services have tokens of their own. Defects it finds: A1, A2, A7, A9, A10, D13.
 */
export const tokenOnlyAfterChallenge: Check = {
  requirement: 'challenge/token-only-after-challenge',
  start({ fromStart }) {
    const began = fromStart ? 'start' : 'nowhere'
    const session: Session = { began, challenged: new Map(), tokens: new Map() }
    return { see: (seen, say) => see(session, seen, say) }
  },
}

function see(session: Session, seen: SeenExchange, say: Verdicts): void {
  if (!seen.url || (seen.role !== 'vault' && seen.role !== 'other')) return
  const carried = carriedToken(seen)
  if (session.began === 'nowhere' && seen.role === 'vault')
    session.began = carried === false ? 'start' : 'middle'
  const token = getHeader(seen.exchange.request.headers, 'authorization')
  if (carried && isOfVaults(session, seen, token)) judge(session, seen, say)
  if (seen.role === 'vault' && token !== undefined) remember(session.tokens, token, true, 32)
  const challenge = seen.response?.status === 401 && getHeader(seen.response.headers, 'www-authenticate')
  if (challenge) remember(session.challenged, seen.url.origin, true, 1024)
}

function isOfVaults(session: Session, seen: SeenExchange, token: string | undefined): boolean {
  return seen.role === 'vault' || (token !== undefined && session.tokens.has(token))
}

function judge(session: Session, seen: SeenExchange, say: Verdicts): void {
  const { host = '', origin = '' } = seen.url ?? {}
  if (session.challenged.has(origin)) {
    say.kept(seen)
    return
  }
  if (session.began !== 'start' && !saysTokenIsMissing(seen)) return
  say.broken(seen, {
    pointer: '/request/headers/authorization',
    expected: `no token for ${host} before it sent a challenge`,
    received: 'a token',
    message: `${describeRequest(seen)} sent a token to ${host}, which had sent no challenge${wherefrom(session)}.`,
  })
}

function wherefrom({ challenged }: Session): string {
  return challenged.size > 0
    ? ': the token was meant for another origin'
    : ', and nobody else had: the client did not find out first whom it talks to'
}
