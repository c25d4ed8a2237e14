/** The caller of the tool made a mistake: exit code 2. The message quotes the option and lists the legal values. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'KVC_USAGE'
}

/** The harness, a driver or the machine failed: exit code 3. Never the fault of the client that is judged. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError'
  readonly code = 'KVC_HARNESS'
}

/** Compares by code, so that it holds across copies of this package. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && 'code' in error && error.code === 'KVC_USAGE'
}

export function isHarnessError(error: unknown): error is HarnessError {
  return error instanceof Error && 'code' in error && error.code === 'KVC_HARNESS'
}
