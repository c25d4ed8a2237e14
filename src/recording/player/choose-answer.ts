import type { Dials } from './dials.ts'
import { type Call, type Candidate, findCandidate } from './find-candidate.ts'
import { createPlay, entryAt, type Play } from './play.ts'
import type { PlayableEntry } from './playable-entry.ts'
import type { PlayableRecording } from './playable-recording.ts'
import type { RecordingShelf } from './recording-shelf.ts'
import type { Session } from './session.ts'

/** Where the answer to a call comes from. */
export type Choice =
  /** An exchange that was not used before. */
  | { readonly kind: 'recorded'; readonly candidate: Candidate }
  /** A poll whose wait is over: the service goes on saying so. */
  | { readonly kind: 'repeated'; readonly play: Play; readonly position: number }

/** What a choice is made from. */
export interface Choosing {
  readonly session: Session
  readonly shelf: RecordingShelf
  /** Plays of other sessions that have vaults which no client named yet. */
  readonly openHosts: ReadonlySet<Play>
  readonly order: Dials['order']
}

/**
 * Chooses the exchange for a call: where its name is bound first; then among what is played already and what could
 * begin, whatever fits best. `undefined`: nothing can answer.
 */
export function chooseAnswer(call: Call, choosing: Choosing): Choice | undefined {
  const bound = findBound(call, choosing)
  if (bound?.agrees && bound.isInOrder) return { kind: 'recorded', candidate: bound }
  const repeated = bound?.isInOrder ? undefined : findReached(call, choosing)
  if (repeated) return repeated
  const candidate = best([bound, findOpen(call, choosing), findStart(call, choosing)])
  const last = candidate ?? findAnywhere(call, choosing)
  return last && { kind: 'recorded', candidate: last }
}

function findBound(call: Call, { session, order }: Choosing): Candidate | undefined {
  if (call.name === undefined) return undefined
  let found: Candidate | undefined
  for (const play of session.byName.get(call.name) ?? []) {
    const candidate = findCandidate(play, call, order)
    if (candidate?.agrees && candidate.isInOrder) return candidate
    found = best([found, candidate])
  }
  return found
}

/** Plays that the session takes part in, and those that it could. A name that is bound was looked for already. */
function findOpen(call: Call, { session, openHosts, order }: Choosing): Candidate | undefined {
  let found: Candidate | undefined
  for (const play of [...session.open].reverse()) {
    if (call.name !== undefined && play.recordedNames.has(call.name)) continue
    found = best([found, findCandidate(play, call, order)])
    if (found?.agrees && found.isInOrder && found.isNext) return found
  }
  for (const play of openHosts) {
    if (session.started.has(play.recording)) continue
    const candidate = findCandidate(play, call, order)
    if (candidate?.isNext || namesHost(play, candidate, call)) found = best([found, candidate])
  }
  return found
}

/** The client asks the very host that the recording names. */
function namesHost(play: Play, candidate: Candidate | undefined, { authority }: Call): boolean {
  return candidate !== undefined && play.recording.hosts[candidate.entry.host] === authority
}

function findStart(call: Call, { session, shelf, order }: Choosing): Candidate | undefined {
  return begin(shelf.startingWith(call, session.started), call, order)
}

function findAnywhere(call: Call, { session, shelf, order }: Choosing): Candidate | undefined {
  return begin(shelf.having(call, session.started), call, order)
}

function begin(
  recording: PlayableRecording | undefined,
  call: Call,
  order: Dials['order'],
): Candidate | undefined {
  return recording && findCandidate(createPlay(recording), call, order)
}

function findReached(call: Call, { session }: Choosing): Choice | undefined {
  if (call.name === undefined || !call.hasToken) return undefined
  for (const play of session.byName.get(call.name) ?? []) {
    const recorded = play.recordedNames.get(call.name)
    const state = recorded === undefined ? undefined : play.resources.get(recorded)
    const { reached, deletion } = state ?? {}
    if (reached !== undefined && isSameRead(entryAt(play, reached), call))
      return { kind: 'repeated', play, position: reached }
    // A deletion answers with what reading the deleted secret gives, for clients that poll where the recorded one did not.
    if (deletion !== undefined && reached === undefined && call.target.action === 'GetDeletedSecret')
      return { kind: 'repeated', play, position: deletion }
  }
  return undefined
}

/** The highest; of equal ones the first. */
function best(candidates: readonly (Candidate | undefined)[]): Candidate | undefined {
  let found: Candidate | undefined
  for (const candidate of candidates) {
    if (candidate && (!found || rankOf(candidate) > rankOf(found))) found = candidate
  }
  return found
}

function rankOf(candidate: Candidate): number {
  const { isInOrder, agrees, isNext, isBound, isSameName } = candidate
  return (
    (isBound && isInOrder ? 16 : 0) +
    (isInOrder && agrees ? 8 : 0) +
    (isSameName ? 4 : 0) +
    (isNext ? 2 : 0) +
    (isInOrder ? 1 : 0)
  )
}

function isSameRead({ action, version }: PlayableEntry, { target }: Call): boolean {
  return action === target.action && version === target.version
}
