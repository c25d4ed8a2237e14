import { bytesOf } from '../wire/body.ts'
import type { Outcome } from './outcome.ts'

/** The parts of the service's error envelope. */
export interface ErrorParts {
  readonly code: string
  readonly message: string
  readonly innerCode?: string | undefined
}

/**
 * `{"error":{"code","message"[,"innererror":{"code"}]}}` and nothing else: no recorded error has another member.
 */
export function serviceError(status: number, { code, message, innerCode }: ErrorParts): Outcome {
  const error =
    innerCode === undefined ? { code, message } : { code, message, innererror: { code: innerCode } }
  return { status, body: bytesOf(JSON.stringify({ error })) }
}
