import { HarnessError } from '../wire/errors.ts'

/** JSON-RPC's "method not found": by it a driver says that it does not support what it was asked for. */
export const unsupportedCode = -32601

/**
 * The driver says that it does not support a call, or an option of a client. Of what it declares as a capability that is
 * a finding; where nothing was declared, the harness should not have asked.
 */
export class UnsupportedError extends HarnessError {
  readonly unsupported = true

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isUnsupportedError(error)
  }
}

export function isUnsupportedError(error: unknown): error is UnsupportedError {
  return error instanceof Error && 'unsupported' in error && error.unsupported === true
}
