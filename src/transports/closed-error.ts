import { missOf } from '../recording/player/take-notes.ts'
import type { WireAnswer } from '../wire/exchange.ts'

/**
 * What a `node:http` client gets when the other side closed the connection: code ECONNRESET, as on the wire, which SDKs retry. One
 * that a player closed because no recording answers has code KVC_UNANSWERED, which they do not, and says why.
 */
export function closedError(answer: WireAnswer): Error {
  const miss = missOf(answer)
  const message =
    miss && `No recording answers ${miss.request} (${miss.reason}): report() tells what came nearest.`
  const code = miss ? 'KVC_UNANSWERED' : 'ECONNRESET'
  return Object.assign(new Error(message ?? 'socket hang up'), { code, errno: -104, syscall: 'read' })
}
