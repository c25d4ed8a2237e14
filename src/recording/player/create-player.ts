import { setTimeout as sleep } from 'node:timers/promises'
import { jsonOf, textOf } from '../../wire/body.ts'
import { type Exchange, isResponse, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { getHeader } from '../../wire/headers.ts'
import { parseUrl } from '../../wire/url.ts'
import { bodyShape } from './body-shape.ts'
import { type Choice, chooseAnswer } from './choose-answer.ts'
import type { Dials } from './dials.ts'
import type { ExchangeStore } from './exchange-store.ts'
import { explainMiss, type Miss, type MissReason } from './explain-miss.ts'
import type { Call, Candidate } from './find-candidate.ts'
import { judgeContent, judgeRouting } from './judge-request.ts'
import { bindName, entryAt, isComplete, markServed, type Play } from './play.ts'
import type { Difference, PlayFinding } from './play-finding.ts'
import type { PlayableEntry, PlayableRecording } from './playable-recording.ts'
import { makeReport, type PlayerReport } from './player-report.ts'
import { createShelf } from './recording-shelf.ts'
import { createSession, joinPlay, keepPlay, type Session } from './session.ts'
import { standardChallenge } from './standard-challenge.ts'
import { targetOf } from './target.ts'
import { writeAnswer } from './write-answer.ts'

export interface PlayerOptions {
  readonly recordings: readonly PlayableRecording[]
  /** Where the exchanges of these recordings are kept. */
  readonly store: ExchangeStore
  readonly dials: Dials
  /** How many times faster than recorded; 1 or more. Default 1. Recorded waits and Retry-After are divided by it. */
  readonly speed?: number
  /** The tenant that challenges name in place of the recording's own. Default: one of zeros. */
  readonly tenantId?: string
  /** Told of each miss when it happens; of one that repeats, once. */
  readonly onMiss?: (miss: Miss) => void
}

/** Recordings as a service: any number of clients, each known by the vault host it asks. */
export interface Player {
  /** For requests to vaults. What nothing answers ends as a closed connection, never as a status. */
  readonly handler: Handler
  report(): PlayerReport
}

/** What every step of answering works with. */
interface Stage extends Required<Omit<PlayerOptions, 'recordings'>> {
  readonly recordings: readonly PlayableRecording[]
  readonly shelf: ReturnType<typeof createShelf>
  readonly sessions: Map<string, Session>
  readonly plays: Set<Play>
  /** Plays with a vault that no client named yet. */
  readonly openHosts: Set<Play>
  readonly findings: Map<string, PlayFinding>
  readonly misses: Map<string, Miss>
  requests: number
  moreFindings: number
  moreMisses: number
}

/** Creates a player. Nothing is sent anywhere: what no recording answers, nobody does. */
export function createPlayer(options: PlayerOptions): Player {
  const stage: Stage = {
    speed: 1,
    tenantId: '00000000-0000-0000-0000-000000000000',
    onMiss: () => {},
    ...options,
    shelf: createShelf(options.recordings),
    sessions: new Map(),
    plays: new Set(),
    openHosts: new Set(),
    findings: new Map(),
    misses: new Map(),
    requests: 0,
    moreFindings: 0,
    moreMisses: 0,
  }
  return {
    handler: (request) => answer(request, stage),
    report: () =>
      makeReport({
        ...stage,
        plays: [...stage.plays],
        challenges: [...stage.sessions.values()].reduce((sum, { challenges }) => sum + challenges, 0),
        findings: [...stage.findings.values()],
        misses: [...stage.misses.values()],
      }),
  }
}

async function answer(request: WireRequest, stage: Stage): Promise<WireAnswer> {
  stage.requests++
  const call = toCall(request)
  const session = sessionOf(call.authority, stage)
  const choice = chooseAnswer(call, {
    session,
    shelf: stage.shelf,
    openHosts: stage.openHosts,
    order: stage.dials.order,
  })
  const asked = { call, session, request }
  if (!choice || isProbeElsewhere(choice, call))
    return call.hasToken ? miss(asked, 'nothing fits', stage) : challenge(asked, stage)
  if (choice.kind === 'repeated') return repeat(choice, asked, stage)
  const { candidate } = choice
  return entryOf(candidate).kind === 'challenge'
    ? playChallenge(candidate, asked, stage)
    : play(candidate, asked, stage)
}

/** A request without a token starts nothing that is not due: the service would challenge it. */
function isProbeElsewhere(choice: Choice, { hasToken }: Call): boolean {
  if (hasToken || choice.kind === 'repeated') return false
  const { candidate } = choice
  return entryOf(candidate).kind !== 'challenge' && !candidate.isNext && !candidate.isBound
}

/** A request, taken apart, and whose it is. */
interface Asked {
  readonly call: Call
  readonly session: Session
  readonly request: WireRequest
}

function toCall({ method, url, headers, body }: WireRequest): Call {
  const target = targetOf(method, url)
  const parts = parseUrl(url)
  const port = parts?.port === 443 || parts?.port === undefined ? '' : `:${parts.port}`
  return {
    target,
    name: target.name?.toLowerCase(),
    authority: (parts?.host ?? '') + port,
    hasToken: getHeader(headers, 'authorization') !== undefined,
    shape: bodyShape(target.action, body),
  }
}

function sessionOf(authority: string, { sessions }: Stage): Session {
  const known = sessions.get(authority)
  if (known) return known
  const session = createSession(authority)
  sessions.set(authority, session)
  return session
}

/** Serves a recorded exchange. All that later requests depend on is settled before anything is waited for. */
async function play(candidate: Candidate, asked: Asked, stage: Stage): Promise<WireAnswer> {
  const { call, request } = asked
  const entry = entryOf(candidate)
  const routed = { call, candidate, dials: stage.dials }
  const differences = judgeRouting(routed)
  take(candidate, asked, stage)
  const exchange = await stage.store.fetch(entry.held)
  keepFindings([...differences, ...judgeContent(routed, request, exchange)], { candidate, request }, stage)
  learn(candidate.play, entry, { exchange, request })
  return deliver({ play: candidate.play, entry, exchange }, asked, stage)
}

function entryOf({ play, position }: Pick<Candidate, 'play' | 'position'>): PlayableEntry {
  return entryAt(play, position)
}

/** Binds what the client chose to what was recorded, and marks the exchange as served. */
function take({ play, position }: Candidate, { call, session }: Asked, { plays, openHosts }: Stage): void {
  const entry = entryAt(play, position)
  joinPlay(session, play)
  plays.add(play)
  play.hosts[entry.host] ??= call.authority
  if (play.hosts.includes(undefined)) openHosts.add(play)
  else openHosts.delete(play)
  if (entry.name !== undefined && call.target.name !== undefined) bindName(play, entry.name, call.target.name)
  markServed(play, position)
  keepPlay(session, play, call.name)
}

/** A challenge binds nothing: the request that will follow with a token and a body says more. */
async function playChallenge(candidate: Candidate, asked: Asked, stage: Stage): Promise<WireAnswer> {
  const { session } = asked
  const { play, position } = candidate
  session.lastChallenge = { play, position }
  if (session.started.has(play.recording)) {
    markServed(play, position)
    if (isComplete(play)) session.open.delete(play)
  } else session.challenges++
  return giveAgain({ play, position }, asked, stage)
}

/** What no recording has, the service would still challenge. */
async function challenge(asked: Asked, stage: Stage): Promise<WireAnswer> {
  const { session, call, request } = asked
  if (session.challenges++ > budgetOf(stage.recordings)) return miss(asked, 'budget exceeded', stage)
  if (session.lastChallenge) return giveAgain(session.lastChallenge, asked, stage)
  return standardChallenge(request, call.authority.replace(/:\d+$/, ''), stage.tenantId)
}

async function repeat(
  { play, position }: Extract<Choice, { kind: 'repeated' }>,
  asked: Asked,
  stage: Stage,
): Promise<WireAnswer> {
  if (play.repeated++ > budgetOf([play.recording])) return miss(asked, 'budget exceeded', stage)
  return giveAgain({ play, position }, asked, stage)
}

/** Answers beyond what was recorded: far more than a client needs that polls often, and an end for one that never stops. */
function budgetOf(recordings: readonly PlayableRecording[]): number {
  return recordings.reduce((sum, { entries }) => sum + entries.length, 1_000)
}

async function giveAgain(
  { play, position }: { readonly play: Play; readonly position: number },
  asked: Asked,
  stage: Stage,
): Promise<WireAnswer> {
  const entry = entryAt(play, position)
  return deliver({ play, entry, exchange: await stage.store.fetch(entry.held) }, asked, stage)
}

interface Delivery {
  readonly play: Play
  readonly entry: PlayableEntry
  readonly exchange: Exchange
}

async function deliver(
  delivery: Delivery,
  { call, request }: Asked,
  { speed, tenantId }: Stage,
): Promise<WireAnswer> {
  const written = writeAnswer({ ...delivery, call, request, tenant: tenantId, speed })
  const { sentAt, answeredAt } = delivery.exchange
  const wait = (answeredAt - sentAt) / speed
  if (wait >= 1) await sleep(wait)
  return written
}

const writes: ReadonlySet<string> = new Set(['SetSecret', 'UpdateSecret'])
const newestReads: ReadonlySet<string> = new Set(['SetSecret', 'GetSecret', 'RestoreSecret'])

/** What the client set, and which version is the newest from now on. */
function learn(
  { told, newest }: Play,
  { action, name, version }: PlayableEntry,
  { exchange, request }: { readonly exchange: Exchange; readonly request: WireRequest },
): void {
  const { answer } = exchange
  if (!isResponse(answer) || answer.status !== 200) return
  if (writes.has(action)) {
    told.learn({
      action,
      recordedBody: jsonOf(exchange.request.body),
      recordedAnswer: jsonOf(answer.body),
      sentBody: jsonOf(request.body),
    })
  }
  if (name === undefined || version !== undefined || !newestReads.has(action)) return
  const given = /\/([0-9a-f]{32})"/i.exec(textOf(answer.body))?.[1]
  if (given !== undefined) newest.set(name, given)
}

const mostFindings = 1_000
const mostMisses = 100

function keepFindings(
  differences: readonly Difference[],
  { candidate, request }: { readonly candidate: Candidate; readonly request: WireRequest },
  stage: Stage,
): void {
  const { index } = entryOf(candidate)
  const { place } = candidate.play.recording
  for (const difference of differences) {
    const key = `${place} ${index} ${difference.field}`
    if (stage.findings.has(key)) continue
    if (stage.findings.size >= mostFindings) {
      stage.moreFindings++
      continue
    }
    stage.findings.set(key, {
      kind: 'request',
      level: 'fail',
      recording: place,
      exchange: index,
      request: describe(request),
      ...difference,
    })
  }
}

/** The connection ends without an answer: any status would mean something to a client. */
function miss({ call, session, request }: Asked, reason: MissReason, stage: Stage): WireAnswer {
  const described = describe(request)
  const key = `${call.authority} ${described} ${reason}`
  const known = stage.misses.get(key)
  if (known) known.count++
  else if (stage.misses.size < mostMisses) {
    const { recordings, dials } = stage
    const explained = explainMiss({ call, session, recordings, dials, reason, request: described })
    stage.misses.set(key, explained)
    stage.onMiss(explained)
  } else stage.moreMisses++
  return { closed: true }
}

/** Method and path: a query may hold what is opaque. */
function describe({ method, url }: WireRequest): string {
  const path = parseUrl(url)?.path ?? '(no absolute URL)'
  return `${method} ${path.length > 100 ? `${path.slice(0, 99)}…` : path}`
}
