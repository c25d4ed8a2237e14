import type { EntryTable } from './entry-table.ts'
import type { NumberSet } from './number-set.ts'

/**
 * Where a recorded exchange may be left out: `challenge` is a 401 to a request without a token, `pending` a poll that says "not yet",
 * `reached` the poll that ends the waiting. All others are `plain`.
 */
export type EntryKind = 'plain' | 'challenge' | 'pending' | 'reached'

/** One exchange with a vault, as far as routing needs it; the rest is fetched when it is played. */
export interface PlayableEntry {
  /** Position in the recording, as a finding tells it. */
  readonly index: number
  readonly action: string
  /** Lower case. */
  readonly name: string | undefined
  readonly version: string | undefined
  readonly page: string | undefined
  readonly apiVersion: string | undefined
  readonly options: string
  /** The recorder dropped the query. */
  readonly losesQuery: boolean
  readonly shape: string
  /** What recorded order is about: the secret's name in lower case, or the action where there is none. */
  readonly resource: string
  readonly status: number
  readonly token: 'with' | 'without' | 'unknown'
  readonly kind: EntryKind
  /** Which of the recording's vault hosts. */
  readonly host: number
  /** Where the store keeps the exchange. */
  readonly held: number
}

/** A recording made ready to be played. */
export interface PlayableRecording {
  /** The file, and the line where one file holds several. */
  readonly place: string
  readonly entries: EntryTable
  /** Exchanges in the file that are with nobody a player speaks for: Entra, other services. */
  readonly left: number
  /** Vault hosts of requests, lower case, in order of appearance. */
  readonly hosts: readonly string[]
  /** First tenant of its challenges, as written. */
  readonly tenant: string | undefined
  /** Position of the first entry that is no challenge; `undefined` when there is none. */
  readonly first: number | undefined
  /** Hashes of versions, backups and page tokens that its answers gave out. */
  readonly given: Pick<NumberSet, 'has'>
}

/** Tells a text from most others in 32 bits (FNV-1a): what is looked up by it is only ever judged, never served. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash | 0
}
