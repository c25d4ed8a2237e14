import type { Dials } from './dials.ts'
import type { Miss } from './explain-miss.ts'
import { entryAt, type Play } from './play.ts'
import type { PlayFinding } from './play-finding.ts'
import type { PlayableEntry } from './playable-entry.ts'
import type { PlayableRecording } from './playable-recording.ts'

/** What came of playing. */
export interface PlayerReport {
  /** Requests to vaults, answered or not. */
  readonly requests: number
  /** Recorded exchanges that were served, each counted once per client. */
  readonly used: number
  /** Exchanges that had to be asked for and were not, in the recordings that were played. */
  readonly unused: number
  /** Answers that no exchange of their own stands for: polls that went on, challenges that were repeated or made up. */
  readonly repeated: number
  readonly recordings: readonly PlayedRecording[]
  /** The first of each difference in each exchange; at most 1,000. */
  readonly findings: readonly PlayFinding[]
  /** Findings beyond those. */
  readonly moreFindings: number
  /** At most 100. */
  readonly misses: readonly Miss[]
  readonly moreMisses: number
}

/** What came of one recording. */
export interface PlayedRecording {
  readonly recording: string
  readonly exchanges: number
  /** How many clients it was played to: by host. */
  readonly plays: number
  readonly used: number
  readonly unused: number
}

/** What a player knows at the end. */
export interface PlayerState {
  readonly recordings: readonly PlayableRecording[]
  readonly plays: readonly Play[]
  readonly requests: number
  readonly challenges: number
  readonly findings: readonly PlayFinding[]
  readonly moreFindings: number
  readonly misses: readonly Miss[]
  readonly moreMisses: number
  readonly dials: Dials
}

const mostFindings = 1_000
const mostUnusedOfOne = 100

export function makeReport(state: PlayerState): PlayerReport {
  const { plays, recordings, dials } = state
  const level = dials.extra
  const played = new Map<PlayableRecording, Play[]>(recordings.map((recording) => [recording, []]))
  for (const play of plays) played.get(play.recording)?.push(play)
  const left = new Map(plays.map((play) => [play, unusedOf(play)]))
  const unused = [...left].flatMap(([play, positions]) =>
    positions.slice(0, mostUnusedOfOne).map((position) => unusedFinding(play, position, level)),
  )
  const unplayed = recordings.filter((recording) => played.get(recording)?.length === 0)
  const findings = [
    ...state.findings,
    ...unused,
    ...unplayed
      .filter(({ first }) => first !== undefined)
      .map((recording) => unplayedFinding(recording, level)),
  ]
  const counts = (all: readonly Play[]): Pick<PlayedRecording, 'used' | 'unused'> => ({
    used: sum(all.map(({ served }) => served)),
    unused: sum(all.map((play) => left.get(play)?.length ?? 0)),
  })
  return {
    requests: state.requests,
    ...counts(plays),
    repeated: sum(plays.map(({ repeated }) => repeated)) + state.challenges,
    recordings: [...played].map(([recording, all]) => ({
      recording: recording.place,
      exchanges: recording.entries.length,
      plays: all.length,
      ...counts(all),
    })),
    findings: findings.slice(0, mostFindings),
    moreFindings: state.moreFindings + Math.max(0, findings.length - mostFindings),
    misses: state.misses,
    moreMisses: state.moreMisses,
  }
}

/**
 * Positions that had to be served and were not. How often a client polls is its own affair: polls that say "not yet" never
 * count, and the one that ends the wait counts only when nothing later of its secret was served.
 */
export function unusedOf(play: Play): number[] {
  const positions: number[] = []
  const waits = new Map<string, number>()
  const { entries } = play.recording
  for (let position = 0; position < entries.length; position++) {
    if (play.used[position] === 1) continue
    const kind = entries.kindAt(position)
    if (kind === 'plain') positions.push(position)
    if (kind !== 'reached') continue
    const entry = entries.at(position)
    if (!isPassedBy(play, entry, position) && !waits.has(entry.resource)) waits.set(entry.resource, position)
  }
  return [...positions, ...waits.values()].sort((one, other) => one - other)
}

function isPassedBy(play: Play, { resource }: PlayableEntry, position: number): boolean {
  const state = play.resources.get(resource)
  return state !== undefined && (state.furthest > position || state.reached !== undefined)
}

function unusedFinding(play: Play, position: number, level: PlayFinding['level']): PlayFinding {
  const entry = entryAt(play, position)
  const name = entry.name === undefined ? '' : ` ${play.names.get(entry.name) ?? entry.name}`
  return {
    kind: 'unused',
    level,
    recording: play.recording.place,
    exchange: entry.index,
    request: `${entry.action}${name}`,
    field: 'exchange',
    expected: `asked for, as recorded (answer ${entry.status || 'closed'})`,
    received: 'never asked for',
  }
}

function unplayedFinding({ place, entries }: PlayableRecording, level: PlayFinding['level']): PlayFinding {
  return {
    kind: 'unplayed',
    level,
    recording: place,
    request: '',
    field: 'recording',
    expected: `played (${entries.length} exchanges)`,
    received: 'none of it was asked for',
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
