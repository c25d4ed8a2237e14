const brand: unique symbol = Symbol.for('keyvault-contract.error')

/** The caller of the tool made a mistake: exit code 2. The message quotes the option and lists the legal values. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly [brand] = 'usage'
}

/** The harness, a driver or the machine failed: exit code 3. Never the fault of the client that is judged. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError'
  readonly [brand] = 'harness'
}

/** Compares by brand, so that it holds across copies of this package. */
export function isUsageError(error: unknown): error is UsageError {
  return brandOf(error) === 'usage'
}

export function isHarnessError(error: unknown): error is HarnessError {
  return brandOf(error) === 'harness'
}

function brandOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, brand) : undefined
}
