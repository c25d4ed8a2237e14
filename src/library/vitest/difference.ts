import picocolors from 'picocolors'
import { childPointer } from '../../contract/pointer.ts'
import { sideBySide } from '../../report/side-by-side.ts'

/** One member that is not as it was expected. */
export interface Difference {
  /** RFC 6901 pointer: `/attributes/enabled`. */
  readonly pointer: string
  readonly expected: string
  readonly received: string
}

/** Compares as the test runner does, asymmetric matchers included. */
export type Equals = (received: unknown, expected: unknown) => boolean

interface Rules {
  readonly equals: Equals
  /** By the pointer of a member. */
  readonly isSecret: (pointer: string) => boolean
}

/**
 * Where what was expected is not there: only members that were expected are looked at. What is found in place of a secret is
 * never told, only that it is another one.
 */
export function differences(
  received: Readonly<Record<string, unknown>>,
  expected: object,
  rules: Rules,
): Difference[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    compare(received[name], value, { ...rules, pointer: childPointer('', name) }),
  )
}

function compare(
  received: unknown,
  expected: unknown,
  rules: Rules & { readonly pointer: string },
): Difference[] {
  const { pointer, equals, isSecret } = rules
  if (equals(received, expected)) return []
  if (isPlain(expected) && isPlain(received)) {
    const inner = Object.keys(expected).flatMap((name) =>
      compare(received[name], expected[name], { ...rules, pointer: childPointer(pointer, name) }),
    )
    // None: there is more than was expected.
    if (inner.length > 0) return inner
  }
  const told = isSecret(pointer) ? describeSecret(received) : describe(received)
  return [{ pointer, expected: describe(expected), received: told }]
}

/** Each with its place, expected and received side by side. */
export function formatDifferences(found: readonly Difference[]): string[] {
  return found.flatMap((difference) => [
    `  at ${difference.pointer}`,
    ...sideBySide(difference, plain).map((line) => `    ${line}`),
  ])
}

const plain = picocolors.createColors(false)

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function describeSecret(received: unknown): string {
  if (received === undefined) return 'nothing'
  return typeof received === 'string' ? 'another value' : `no text, but ${typeof received}`
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value instanceof Date) return value.toISOString()
  // Matchers such as `expect.any(String)` have a name of their own.
  if (typeof value === 'object' && value !== null && 'toAsymmetricMatcher' in value) {
    const { toAsymmetricMatcher } = value
    if (typeof toAsymmetricMatcher === 'function') return String(toAsymmetricMatcher.call(value))
  }
  return JSON.stringify(value) ?? String(value)
}
