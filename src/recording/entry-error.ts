/**
 * A recording, or an entry of one, that cannot be read. Its message tells what is wrong and where, never the text, which
 * may hold secrets.
 */
export class EntryError extends Error {
  override readonly name = 'EntryError'
  /** True: nothing says that the file is a recording at all. In a folder such a file is passed over. */
  readonly isForeign: boolean

  constructor(message: string, kind: 'broken' | 'foreign' = 'broken') {
    super(message)
    this.isForeign = kind === 'foreign'
  }
}

/** Takes note of what could not be read, so that the rest is; one that throws ends the reading instead. */
export type OnProblem = (problem: EntryError) => void

/** For callers who want a recording whole or not at all. */
export const throwProblem: OnProblem = (problem) => {
  throw problem
}

/** Narrows to an object; the message names what was expected where. */
export function objectAt(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new EntryError(`${place} should be an object, but is ${describe(value)}`)
}

export function stringAt(value: unknown, place: string): string {
  if (typeof value === 'string') return value
  throw new EntryError(`${place} should be a string, but is ${describe(value)}`)
}

/** A status as a number, or as the text of one (Java and C++ recorders). */
export function statusAt(value: unknown, place: string): number {
  const status = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599) return status
  throw new EntryError(`${place} should be an HTTP status from 100 to 599, but is ${describe(value)}`)
}

/** Type and, where it is no secret by nature, size: never the value. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'string' ? `a string of ${value.length} characters` : `a ${typeof value}`
}
