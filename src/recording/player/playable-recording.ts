import type { EntryTable } from './entry-table.ts'
import type { NumberSet } from './number-set.ts'

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
