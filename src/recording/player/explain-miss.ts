import { unknownShape } from './body-shape.ts'
import type { Dials } from './dials.ts'
import type { Call } from './find-candidate.ts'
import type { Play } from './play.ts'
import type { PlayableEntry } from './playable-entry.ts'
import type { PlayableRecording } from './playable-recording.ts'
import type { Session } from './session.ts'

/** Why nothing answered. */
export type MissReason =
  /** No exchange that is left fits. */
  | 'nothing fits'
  /** A client asked for the same far more often than any recording has it. */
  | 'budget exceeded'
  /** No recording is with a vault of this kind, or the URL is none. */
  | 'no address'

/** One field of a near exchange against what was asked. */
export interface FieldVerdict {
  readonly field: 'method and path' | 'name' | 'version' | 'page' | 'query' | 'body' | 'token' | 'unused'
  readonly fits: boolean
  readonly expected: string
  readonly received: string
}

export interface NearExchange {
  readonly recording: string
  readonly exchange: number
  /** `GetSecret mine` with the name as recorded. */
  readonly request: string
  readonly status: number
  readonly fields: readonly FieldVerdict[]
}

/** A request that nothing answered: its connection was closed. */
export interface Miss {
  readonly reason: MissReason
  /** `GET /secrets/mine`. */
  readonly request: string
  readonly host: string
  /** How often: clients repeat what failed. */
  count: number
  /** At most three, the nearest first. */
  readonly nearest: readonly NearExchange[]
  /** Exchanges that this client was given, and those that were left for it. */
  readonly used: number
  readonly left: number
  /** What to do next, at most three. */
  readonly suggestions: readonly string[]
}

/** What a miss is explained from. */
export interface MissScene {
  readonly call: Call
  readonly request: string
  readonly session: Session
  readonly recordings: readonly PlayableRecording[]
  readonly dials: Dials
  readonly reason: MissReason
}

interface Near {
  readonly play: Play | undefined
  readonly recording: PlayableRecording
  readonly entry: PlayableEntry
  readonly fields: readonly FieldVerdict[]
}

const nearestCount = 3
const scanLimit = 5_000

/** Finds what comes nearest and says, field by field, why it did not answer. */
export function explainMiss(scene: MissScene): Miss {
  const { call, session, reason, request } = scene
  const near = findNearest(scene)
  const used = session.plays.reduce((sum, { served }) => sum + served, 0)
  const all = session.plays.reduce((sum, { recording }) => sum + recording.entries.length, 0)
  return {
    reason,
    request,
    host: call.authority,
    count: 1,
    nearest: near.map(({ recording, entry, fields }) => ({
      recording: recording.place,
      exchange: entry.index,
      request: `${entry.action}${entry.name === undefined ? '' : ` ${entry.name}`}`,
      status: entry.status,
      fields,
    })),
    used,
    left: all - used,
    suggestions: suggest(scene, near).slice(0, 3),
  }
}

function findNearest({ call, session, recordings }: MissScene): Near[] {
  const found: { near: Near; score: number }[] = []
  let scanned = 0
  const look = (recording: PlayableRecording, play: Play | undefined): void => {
    for (let position = 0; position < recording.entries.length; position++) {
      if (scanned++ > scanLimit) return
      const entry = recording.entries.at(position)
      const fields = compare(call, entry, { play, position })
      const score = fields.reduce((sum, { field, fits }) => sum + (fits ? weights[field] : 0), 0)
      found.push({ near: { play, recording, entry, fields }, score })
    }
  }
  for (const play of session.plays) look(play.recording, play)
  for (const recording of recordings) if (!session.started.has(recording)) look(recording, undefined)
  found.sort((one, other) => other.score - one.score)
  return found.slice(0, nearestCount).map(({ near }) => near)
}

const weights: Readonly<Record<FieldVerdict['field'], number>> = {
  'method and path': 32,
  name: 16,
  unused: 8,
  version: 4,
  page: 4,
  token: 4,
  query: 2,
  body: 1,
}

interface Where {
  readonly play: Play | undefined
  readonly position: number
}

function compare(call: Call, entry: PlayableEntry, where: Where): FieldVerdict[] {
  const { target, hasToken, shape } = call
  const wasUsed = where.play?.used[where.position] === 1
  const recordedToken = entry.token !== 'without'
  return [
    verdict('method and path', [entry.action, target.action]),
    ...compareName(call, entry, where.play),
    verdict('version', [entry.version ?? 'none', target.version ?? 'none']),
    verdict('page', [pageWord(entry.page), pageWord(target.page)]),
    verdict('query', [showOptions(entry.options), showOptions(target.options)], entry.losesQuery),
    verdict('body', [shapeWord(entry.shape), shapeWord(shape)], !hasToken || entry.shape === unknownShape),
    verdict('token', [tokenWord(recordedToken), tokenWord(hasToken)]),
    verdict('unused', ['not used yet', wasUsed ? 'was used already' : 'not used yet']),
  ]
}

function verdict(
  field: FieldVerdict['field'],
  [expected, received]: readonly [string, string],
  fitsAnything = false,
): FieldVerdict {
  return { field, fits: fitsAnything || expected === received, expected, received }
}

/** Bound names must be each other's; names not bound yet fit. */
function compareName({ target, name }: Call, entry: PlayableEntry, play: Play | undefined): FieldVerdict[] {
  if (entry.name === undefined && name === undefined) return []
  const bound = name === undefined ? undefined : play?.recordedNames.get(name)
  const taken = entry.name === undefined ? undefined : play?.names.get(entry.name)
  const fits = bound === undefined ? taken === undefined : bound === entry.name
  const expected = taken ?? `${entry.name ?? 'none'} (as recorded)`
  return [{ field: 'name', fits, expected, received: target.name ?? 'none' }]
}

function shapeWord(shape: string): string {
  return shape === '' ? 'none' : shape
}

function tokenWord(hasToken: boolean): string {
  return hasToken ? 'with a token' : 'without a token'
}

/** Parameters that the contract does not know may be anything. */
function showOptions(options: string): string {
  if (options === '') return 'none'
  return options.replace(/(^|&)([^=&]*)=([^&]*)/g, (pair: string, mark: string, name: string) =>
    /^(?:maxresults|outContentType)$/i.test(name) ? pair : `${mark}${name}=…`,
  )
}

function pageWord(page: string | undefined): string {
  return page === undefined ? 'the first page' : 'a next page'
}

function suggest({ call, reason, session, recordings }: MissScene, [nearest]: readonly Near[]): string[] {
  if (recordings.length === 0) return ['Name a recording to play.']
  if (reason === 'budget exceeded')
    return [
      'Look why the client asks without an end: what it waits for is not in the recording.',
      recordAgain,
    ]
  const { action } = call.target
  if (!recordings.some(({ entries }) => entries.first('action', action) !== undefined))
    return [
      `No recording has a ${action}. ${recordAgain}`,
      'Look whether the client should ask for it at all.',
    ]
  const failed = new Set(nearest?.fields.filter(({ fits }) => !fits).map(({ field }) => field))
  const suggestions: string[] = []
  if (failed.has('name')) suggestions.push(nameSuggestion(call, session, nearest))
  if (failed.has('version'))
    suggestions.push('Have the client ask for the version that an answer of the recording gave it.')
  if (failed.has('unused'))
    suggestions.push(
      'The recording has this request less often than the client sends it: look why it is sent again.',
    )
  return [...suggestions, recordAgain]
}

const recordAgain = 'Record what the client does now: keyvault-contract record -o FILE -- COMMAND.'

function nameSuggestion({ name }: Call, session: Session, nearest: Near | undefined): string {
  const play = nearest?.play
  const recorded = nearest?.entry.name
  const taken = recorded === undefined ? undefined : play?.names.get(recorded)
  if (taken !== undefined)
    return `Use ${taken} for it: the recording's ${recorded} is what the client called so before.`
  const own = name === undefined ? undefined : session.byName.get(name)?.[0]?.recordedNames.get(name)
  return own === undefined
    ? 'Use the name that the client used before for the same secret.'
    : `The client's name stands for ${own} of the recording, which has no such request left.`
}
