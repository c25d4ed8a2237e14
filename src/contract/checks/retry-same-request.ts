import { isResponse } from '../../wire/exchange.ts'
import { carriedToken } from '../carried-token.ts'
import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import {
  describeRequest,
  equalBytes,
  isKnown,
  isSecretsRequest,
  isTransient,
  requestHeader,
} from '../seen-facts.ts'

/** An attempt that failed in a way that may pass. */
interface FailedAttempt {
  readonly target: string
  readonly described: string
  readonly body: Uint8Array
}

/**
 * A repeat is known by its x-ms-client-request-id, else by method and URL. Attempts with and without a token are kept
 * apart: the latter have no body. Without an id, another body is another call; a lost body is a fault all the same.
 * Defects it finds: A5, A29.
 */
export const sameRequest: Check = {
  requirement: 'retry/same-request',
  start() {
    const failed = new Map<string, FailedAttempt>()
    return {
      see(seen, say) {
        const carried = carriedToken(seen)
        if (!isSecretsRequest(seen) || !isKnown(seen, 'request.body')) return
        const target = `${seen.exchange.request.method} ${seen.exchange.request.url}`
        const id = requestHeader(seen, 'x-ms-client-request-id')
        const key = `${carried} ${seen.url?.origin} ${id ?? target}`
        const earlier = failed.get(key)
        failed.delete(key)
        if (earlier) judge(earlier, seen, { target, hasId: id !== undefined }, say)
        if (!mayBeRepeated(seen)) return
        const { body } = seen.exchange.request
        remember(failed, key, { target, described: describeRequest(seen), body }, 64)
      },
    }
  },
}

function judge(
  earlier: FailedAttempt,
  seen: SeenExchange,
  { target, hasId }: { target: string; hasId: boolean },
  say: Verdicts,
): void {
  const { body } = seen.exchange.request
  if (earlier.target !== target) {
    say.broken(seen, {
      pointer: '/request',
      expected: earlier.described,
      received: describeRequest(seen),
      message: `${describeRequest(seen)} repeats the failed ${earlier.described} under its x-ms-client-request-id, but is another request.`,
    })
    return
  }
  if (equalBytes(earlier.body, body)) {
    say.kept(seen)
    return
  }
  if (!hasId && body.length > 0) return
  say.broken(seen, {
    pointer: '/request/body',
    expected: `the body of the failed attempt (${earlier.body.length} bytes)`,
    received: body.length === 0 ? 'no body' : `another body (${body.length} bytes)`,
    message: `${describeRequest(seen)} was repeated ${body.length === 0 ? 'without its body' : 'with another body'}.`,
  })
}

function mayBeRepeated(seen: SeenExchange): boolean {
  const { answer } = seen.exchange
  return !isResponse(answer) || isTransient(answer.status)
}
