import { missOf } from '../recording/player/take-notes.ts'
import type { WireAnswer } from '../wire/exchange.ts'

/** An error as Node's network errors are. */
type ClosedError = Error & { readonly code: string; readonly errno: number; readonly syscall: string }

/**
 * What a `node:http` client gets when the other side closed the connection: code ECONNRESET, as on the wire, which SDKs retry. One
 * that a player closed because no recording answers has code KVC_UNANSWERED, which they do not, and says why.
 */
export function closedError(answer: WireAnswer): ClosedError {
  return unansweredError(answer) ?? errorWith('ECONNRESET', 'socket hang up')
}

/** The error of a connection that a player closed because no recording answers; `undefined` for any other. */
export function unansweredError(answer: WireAnswer): ClosedError | undefined {
  const miss = missOf(answer)
  if (!miss) return undefined
  const why = `No recording answers ${miss.request} (${miss.reason}): report() tells what came nearest.`
  return errorWith('KVC_UNANSWERED', why)
}

function errorWith(code: string, message: string): ClosedError {
  return Object.assign(new Error(message), { code, errno: -104, syscall: 'read' })
}
