import { getHeader } from '../../wire/headers.ts'
import { carriedToken } from '../carried-token.ts'
import { findUsableChallenge } from '../challenge-header.ts'
import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import { requestBodyOf } from '../schema-catalogue.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { describeRequest, equalBytes, isKnown, requestHeader } from '../seen-facts.ts'

/** A request that was challenged and not sent again yet. */
interface Challenged {
  readonly target: string
  readonly requestId: string | undefined
  /** The body it had; `undefined` for a request without a token, whose body nobody has seen, and after a second refusal. */
  readonly body: Uint8Array | undefined
}

/** What is remembered of one origin. */
interface Session {
  readonly challenged: Map<string, Challenged>
  /** Requests answered with success, as `id target`: a repeat of one of these answers no challenge. */
  readonly done: Map<string, true>
  justChallenged: boolean
}

/**
 * Judges the request that answers a challenge: the same method and URL on the same origin, or the same
 * x-ms-client-request-id. That none comes is no fault to be seen in a trace: the challenge may have been refused,
 * the credential may have failed, the call may have been cancelled; parallel calls may come first.
 * Defects it finds: A3, A4, A5, A6, A25.
 */
export const answerWithSameRequest: Check = {
  requirement: 'challenge/answer-with-same-request',
  start() {
    const sessions = new Map<string, Session>()
    return {
      see(seen, say) {
        if (seen.role !== 'vault' || !seen.url || !seen.response) return
        const session = sessions.get(seen.url.origin) ?? {
          challenged: new Map(),
          done: new Map(),
          justChallenged: false,
        }
        remember(sessions, seen.url.origin, session, 64)
        const refusedAgain = carriedToken(seen) === true && judgeAnswer(session, seen, say)
        learn(session, seen, refusedAgain)
      },
    }
  },
}

/** True when the request answered a challenge. */
function judgeAnswer(session: Session, seen: SeenExchange, say: Verdicts): boolean {
  const target = targetOf(seen)
  const challenged = session.challenged.get(target)
  if (!challenged) {
    judgeOtherRequest(session, seen, say)
    return false
  }
  session.challenged.delete(target)
  judgeBody(challenged, seen, say)
  return true
}

function judgeBody(challenged: Challenged, seen: SeenExchange, say: Verdicts): void {
  if (!isKnown(seen, 'request.body')) return
  const { body } = seen.exchange.request
  if (body.length === 0 && seen.match && requestBodyOf(seen.match.operation)) {
    say.broken(seen, {
      pointer: '/request/body',
      expected: 'the body of the request that was challenged',
      received: 'no body',
      message: `${describeRequest(seen)} was sent again after its challenge, but without its body.`,
    })
    return
  }
  // Another id is another call of the same operation: its body is its own.
  if (challenged.requestId !== requestHeader(seen, 'x-ms-client-request-id')) return
  if (challenged.body === undefined || equalBytes(challenged.body, body)) {
    say.kept(seen)
    return
  }
  say.broken(seen, {
    pointer: '/request/body',
    expected: `the body of the request that was challenged (${challenged.body.length} bytes)`,
    received: `another body (${body.length} bytes)`,
    message: `${describeRequest(seen)} was sent again after its challenge with a body other than the one that was challenged.`,
  })
}

function judgeOtherRequest(session: Session, seen: SeenExchange, say: Verdicts): void {
  const id = requestHeader(seen, 'x-ms-client-request-id')
  if (id === undefined || session.challenged.size === 0) return
  const same = [...session.challenged.values()].find(({ requestId }) => requestId === id)
  const replayed = session.justChallenged && session.done.has(`${id} ${targetOf(seen)}`)
  if (!same && !replayed) return
  const challenged = same ?? [...session.challenged.values()].at(-1)
  if (challenged) session.challenged.delete(challenged.target)
  say.broken(seen, {
    pointer: '/request',
    expected: 'the method and URL of the request that was challenged',
    received: describeRequest(seen),
    message: `After a challenge to another request, ${describeRequest(seen)} was sent under ${same ? 'its' : 'an earlier'} x-ms-client-request-id.`,
  })
}

function learn(session: Session, seen: SeenExchange, refusedAgain: boolean): void {
  const status = seen.response?.status ?? 0
  session.justChallenged = status === 401
  const id = requestHeader(seen, 'x-ms-client-request-id')
  if (status < 300 && id !== undefined) remember(session.done, `${id} ${targetOf(seen)}`, true, 64)
  const header = seen.response && getHeader(seen.response.headers, 'www-authenticate')
  if (status !== 401 || header === undefined || !findUsableChallenge(header)) return
  const hasBody = carriedToken(seen) === true && !refusedAgain && isKnown(seen, 'request.body')
  const body = hasBody ? seen.exchange.request.body : undefined
  remember(session.challenged, targetOf(seen), { target: targetOf(seen), requestId: id, body }, 32)
}

function targetOf(seen: SeenExchange): string {
  return `${seen.exchange.request.method} ${seen.exchange.request.url}`
}
