import type { Chain } from './entry-table.ts'
import { isChange } from './index-recording.ts'
import type { PlayableEntry } from './playable-entry.ts'
import type { PlayableRecording } from './playable-recording.ts'
import { createToldMembers, type ToldMembers } from './told-members.ts'

/** What was served of one secret, or of one list. */
export interface ResourceState {
  /** Position of the latest entry served; -1: none. */
  furthest: number
  /** Position of the poll that ended the last wait; `undefined` once the secret was changed again. */
  reached: number | undefined
  /** Position of the deletion, while it is the last change. */
  deletion: number | undefined
}

/** One recording while it is played to one client: what was used, and what its variables are bound to. */
export interface Play {
  readonly recording: PlayableRecording
  /** By position: 1 when it was served. */
  readonly used: Uint8Array
  /** Recorded name in lower case -> the client's, as it was first written. */
  readonly names: Map<string, string>
  /** The client's name in lower case -> the recorded one in lower case. */
  readonly recordedNames: Map<string, string>
  /** By recorded host: the client's, with its port where that is not 443. */
  readonly hosts: (string | undefined)[]
  readonly resources: Map<string, ResourceState>
  readonly told: ToldMembers
  /** Recorded name -> the version that a read without a version would give. */
  readonly newest: Map<string, string>
  /** Page tokens as the client has them -> as recorded. Only those that differ. */
  readonly pages: Map<string, string>
  /** Identifiers as recorded -> as the client sees them, while nothing more is bound. */
  readonly written: Map<string, string>
  /** The same for whole bodies: polls say one thing again and again. */
  readonly bodies: Map<Uint8Array, Uint8Array>
  /** Position of the latest entry served; -1: none. */
  furthest: number
  /** How many entries were served. */
  served: number
  /** Answers beyond what was recorded: repeated polls, challenges. */
  repeated: number
  /** Where to go on from what was used; see `skipUsed`. Made when it is needed. */
  jumps: { readonly [Kind in Chain]: Int32Array } | undefined
  /** Position of the first required entry that was not served yet. */
  nextRequired: number
}

export function createPlay(recording: PlayableRecording): Play {
  const play: Play = {
    recording,
    used: new Uint8Array(recording.entries.length),
    names: new Map(),
    recordedNames: new Map(),
    hosts: recording.hosts.map(() => undefined),
    resources: new Map(),
    told: createToldMembers(),
    newest: new Map(),
    pages: new Map(),
    written: new Map(),
    bodies: new Map(),
    furthest: -1,
    served: 0,
    repeated: 0,
    jumps: undefined,
    nextRequired: 0,
  }
  skipServed(play)
  return play
}

/** The entry at a position that is known to be one. */
export function entryAt({ recording }: Pick<Play, 'recording'>, position: number): PlayableEntry {
  return recording.entries.at(position)
}

/** What is known of a secret or a list. */
export function stateOf(play: Play, resource: string): ResourceState {
  const known = play.resources.get(resource)
  if (known) return known
  const state: ResourceState = { furthest: -1, reached: undefined, deletion: undefined }
  play.resources.set(resource, state)
  return state
}

/** Takes down that an entry is served: from now on the next one is expected. */
export function markServed(play: Play, position: number): void {
  const entry = entryAt(play, position)
  if (play.used[position] === 0) play.served++
  play.used[position] = 1
  skipServed(play)
  if (entry.kind === 'challenge') return
  play.furthest = Math.max(play.furthest, position)
  const state = stateOf(play, entry.resource)
  state.furthest = Math.max(state.furthest, position)
  if (entry.kind === 'reached') state.reached = position
  if (!isChange(entry.action) || entry.status >= 400) return
  state.reached = undefined
  state.deletion = entry.action === 'DeleteSecret' ? position : undefined
}

/** Binds a client's name to a recorded one. The first spelling stays. */
export function bindName(play: Play, recorded: string, name: string): void {
  if (play.names.has(recorded)) return
  play.names.set(recorded, name)
  forgetWritten(play)
  play.recordedNames.set(name.toLowerCase(), recorded)
}

function skipServed(play: Play): void {
  const { entries } = play.recording
  let at = play.nextRequired
  while (at < entries.length && (play.used[at] === 1 || entries.kindAt(at) !== 'plain')) at++
  play.nextRequired = at
}

/** What was written for the client no longer holds: something more is bound or told. */
export function forgetWritten(play: Play): void {
  play.written.clear()
  play.bodies.clear()
}

/** True when every entry was served. */
export function isComplete({ recording, served }: Play): boolean {
  return served === recording.entries.length
}
