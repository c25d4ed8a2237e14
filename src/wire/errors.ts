/**
 * The caller of the tool made a mistake: exit code 2. The message quotes the option and lists the legal values.
 *
 * @example if (error instanceof UsageError) console.error(error.message) // createVault: there is no option "hots". It may be one of …
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'KVC_USAGE'

  /** `instanceof` holds for errors of another copy of the package too: ES modules and CommonJS may both be loaded. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return isUsageError(error)
  }
}

/**
 * The harness, a driver or the machine failed: exit code 3. Never the fault of the client that is judged.
 *
 * @example if (error instanceof HarnessError) process.exitCode = 3
 */
export class HarnessError extends Error {
  override readonly name = 'HarnessError'
  readonly code = 'KVC_HARNESS'

  /** As of `UsageError`. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHarnessError(error)
  }
}

/**
 * Compares by code, so that it holds across copies of this package.
 *
 * @example if (isUsageError(error)) console.error(`Wrong call: ${error.message}`)
 */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && 'code' in error && error.code === 'KVC_USAGE'
}

/**
 * As `isUsageError`.
 *
 * @example if (isHarnessError(error)) console.error(`Nothing was judged: ${error.message}`)
 */
export function isHarnessError(error: unknown): error is HarnessError {
  return error instanceof Error && 'code' in error && error.code === 'KVC_HARNESS'
}
