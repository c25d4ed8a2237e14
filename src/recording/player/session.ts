import { isComplete, type Play } from './play.ts'
import type { PlayableRecording } from './playable-recording.ts'

/** What one client host has played so far. */
export interface Session {
  readonly authority: string
  /** The latest first. */
  readonly plays: Play[]
  /** Those of `plays` with something left. */
  readonly open: Set<Play>
  /** By the client's name in lower case; the latest first. */
  readonly byName: Map<string, Play[]>
  readonly started: Set<PlayableRecording>
  /** Challenges that were given again, or that no recording had. */
  challenges: number
  /** The latest recorded one. */
  lastChallenge: { readonly play: Play; readonly position: number } | undefined
}

export function createSession(authority: string): Session {
  return {
    authority,
    plays: [],
    open: new Set(),
    byName: new Map(),
    started: new Set(),
    challenges: 0,
    lastChallenge: undefined,
  }
}

/** Has a session take part in a play: one that begins, or one of another session that has a further vault. */
export function joinPlay(session: Session, play: Play): void {
  if (session.started.has(play.recording)) return
  session.started.add(play.recording)
  session.plays.unshift(play)
  session.open.add(play)
}

/** Of the plays that have nothing left, so many are asked whether a poll goes on. */
const lastPlays = 8

/** Takes down that a name belongs to a play, and whether the play has anything left. */
export function keepPlay(session: Session, play: Play, name: string | undefined): void {
  if (isComplete(play)) session.open.delete(play)
  if (name === undefined) return
  const plays = session.byName.get(name) ?? []
  if (plays[0] === play) return
  const others = plays.filter((one, index) => one !== play && (index < lastPlays || !isComplete(one)))
  session.byName.set(name, [play, ...others])
}
