import { jsonOf, textOf } from '../../wire/body.ts'
import { type Exchange, isResponse, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import { deliver } from './deliver.ts'
import type { Candidate } from './find-candidate.ts'
import { judgeContent, judgeRouting } from './judge-request.ts'
import { bindName, forgetWritten, markServed, type Play } from './play.ts'
import type { Difference } from './play-finding.ts'
import type { PlayableEntry } from './playable-entry.ts'
import { joinPlay, keepPlay } from './session.ts'
import type { Asked, Stage } from './stage.ts'
import { keepFindings } from './take-notes.ts'

/** Serves a recorded exchange. All that later requests depend on is settled before anything is waited for. */
export function playRecorded(
  candidate: Candidate,
  asked: Asked,
  stage: Stage,
): WireAnswer | Promise<WireAnswer> {
  const differences = judgeRouting({ call: asked.call, candidate, dials: stage.dials })
  take(candidate, asked, stage)
  const exchange = stage.store.fetch(candidate.entry.held)
  // In memory it is there at once, and promises would cost more than the answer.
  return 'request' in exchange
    ? finish(exchange, { candidate, differences, asked }, stage)
    : exchange.then((fetched) => finish(fetched, { candidate, differences, asked }, stage))
}

interface Routed {
  readonly candidate: Candidate
  readonly differences: readonly Difference[]
  readonly asked: Asked
}

function finish(
  exchange: Exchange,
  { candidate, differences, asked }: Routed,
  stage: Stage,
): WireAnswer | Promise<WireAnswer> {
  const { call, request } = asked
  const { play, entry } = candidate
  const more = judgeContent({ call, candidate, dials: stage.dials }, request, exchange)
  if (differences.length + more.length > 0)
    keepFindings([...differences, ...more], { candidate, request }, stage)
  learn(play, entry, { exchange, request })
  return deliver({ play, entry, exchange }, asked, stage)
}

/** Binds what the client chose to what was recorded, and marks the exchange as served. */
function take(
  { play, position, entry }: Candidate,
  { call, session }: Asked,
  { plays, openHosts }: Stage,
): void {
  joinPlay(session, play)
  plays.add(play)
  if (play.hosts[entry.host] === undefined) {
    play.hosts[entry.host] = call.authority
    forgetWritten(play)
  }
  if (play.hosts.includes(undefined)) openHosts.add(play)
  else openHosts.delete(play)
  if (entry.name !== undefined && call.target.name !== undefined) bindName(play, entry.name, call.target.name)
  markServed(play, position)
  keepPlay(session, play, call.name)
}

const writes: ReadonlySet<string> = new Set(['SetSecret', 'UpdateSecret'])
const newestReads: ReadonlySet<string> = new Set(['SetSecret', 'GetSecret', 'RestoreSecret'])

/** What the client set, and which version is the newest from now on. */
function learn(
  play: Play,
  { action, name, version }: PlayableEntry,
  { exchange, request }: { readonly exchange: Exchange; readonly request: WireRequest },
): void {
  const { newest } = play
  const { answer } = exchange
  if (!isResponse(answer) || answer.status !== 200) return
  if (writes.has(action)) {
    forgetWritten(play)
    play.told.learn({
      action,
      recordedBody: jsonOf(exchange.request.body),
      recordedAnswer: jsonOf(answer.body),
      sentBody: jsonOf(request.body),
    })
  }
  if (name === undefined || version !== undefined || !newestReads.has(action)) return
  if (action === 'GetSecret' && newest.has(name)) return
  const given = /\/([0-9a-f]{32})"/i.exec(textOf(answer.body))?.[1]
  if (given !== undefined) newest.set(name, given)
}
