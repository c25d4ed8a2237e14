import type { Operation } from './operation.ts'

/** What a method and a URL ask for. */
export interface OperationMatch {
  readonly operation: Operation
  /** Decoded path segment, in the caller's letter case; `undefined` for lists and RestoreSecret. */
  readonly name: string | undefined
  /** Decoded; `undefined` when the segment is missing or empty (`/secrets/n` and `/secrets/n/`: the newest version). */
  readonly version: string | undefined
  /** Lower case, without port. */
  readonly host: string
  /** Value of the first `api-version`; `undefined` when missing or unknown. */
  readonly apiVersion: string | undefined
  /** Decoded names and values in order of appearance. */
  readonly query: readonly (readonly [name: string, value: string])[]
}
