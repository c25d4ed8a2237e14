import { carriedToken } from '../../contract/carried-token.ts'
import { seeExchange } from '../../contract/see-exchange.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { asObject } from '../../contract/seen-facts.ts'
import { textOf } from '../../wire/body.ts'
import { type Exchange, isResponse } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { learnVaults } from '../learn-vaults.ts'
import type { FoundRecording } from '../read-recordings.ts'
import { bodyShape, unknownShape } from './body-shape.ts'
import { buildEntryTable, type EntryTable } from './entry-table.ts'
import type { ExchangeStore } from './exchange-store.ts'
import { createNumberSet, type NumberSet } from './number-set.ts'
import type { EntryKind, PlayableEntry } from './playable-entry.ts'
import { hashOf, type PlayableRecording } from './playable-recording.ts'
import { type Target, targetOf } from './target.ts'

/** Reads a recording to its end and sorts its exchanges for routing; the exchanges themselves go into the store. */
export async function indexRecording(
  { place, exchanges }: Pick<FoundRecording, 'place' | 'exchanges'>,
  store: ExchangeStore,
): Promise<PlayableRecording> {
  const index = startIndex(place, store)
  for await (const exchange of exchanges) index.add(exchange)
  return index.finish()
}

interface RecordingIndex {
  add(exchange: Exchange): void
  finish(): PlayableRecording
}

function startIndex(place: string, store: ExchangeStore): RecordingIndex {
  const table = buildEntryTable()
  const hosts: string[] = []
  const given = createNumberSet()
  const vaults = learnVaults()
  const kindOf = createKindTeller(table.idOf)
  let left = 0
  let tenant: string | undefined

  const add = (exchange: Exchange): void => {
    const seen = seeExchange(exchange, { vaultHosts: vaults.see(exchange) })
    const host = seen.url?.host
    if (seen.role !== 'vault' || host === undefined || wasGivenUp(exchange)) {
      left++
      return
    }
    if (!hosts.includes(host)) hosts.push(host)
    const target = targetOf(exchange.request.method, exchange.request.url)
    const entry = toEntry(seen, target, { host: hosts.indexOf(host), kindOf, store })
    tenant ??= tenantOf(seen)
    learnGiven(seen, given)
    table.add(entry)
  }
  const finish = (): PlayableRecording => {
    const entries = table.finish()
    return {
      place,
      entries,
      left,
      hosts,
      tenant,
      given,
      first: firstPlayed(entries),
    }
  }
  return { add, finish }
}

function firstPlayed(entries: EntryTable): number | undefined {
  for (let position = 0; position < entries.length; position++)
    if (entries.kindAt(position) !== 'challenge') return position
  return undefined
}

/** A client that let go of its request (Nise keeps it as status 0) was never answered: nothing to play. */
function wasGivenUp({ answer, unknown }: Exchange): boolean {
  return !isResponse(answer) && answer.sent === undefined && unknown.has('time')
}

interface EntryParts {
  readonly host: number
  readonly kindOf: KindTeller
  readonly store: ExchangeStore
}

function toEntry(seen: SeenExchange, target: Target, parts: EntryParts): PlayableEntry {
  const { exchange } = seen
  const { request, answer, unknown } = exchange
  const status = isResponse(answer) ? answer.status : 0
  const token = tokenOf(seen, status)
  const name = target.name?.toLowerCase()
  const resource = name ?? restoredName(seen) ?? target.action
  const { action } = target
  return {
    index: exchange.index,
    action,
    name: name,
    version: target.version,
    page: target.page,
    apiVersion: target.apiVersion,
    options: target.options,
    losesQuery: unknown.has('request.query'),
    shape: unknown.has('request.body') ? unknownShape : bodyShape(action, request.body),
    resource,
    status,
    token,
    kind: parts.kindOf({ action, resource, status, token }),
    host: parts.host,
    held: parts.store.keep(exchange),
  }
}

/** What nothing tells is a challenge when it is a 401: before August 2019 its body was empty. */
function tokenOf(seen: SeenExchange, status: number): PlayableEntry['token'] {
  const carried = carriedToken(seen)
  if (carried === undefined) return status === 401 ? 'without' : 'unknown'
  return carried ? 'with' : 'without'
}

/** The URL of a restore names nothing; its answer does. */
function restoredName(seen: SeenExchange): string | undefined {
  if (seen.match?.operation !== 'RestoreSecret') return undefined
  const id = asObject(seen.responseJson())?.['id']
  return typeof id === 'string' ? /\/secrets\/([^/?]+)/.exec(id)?.[1]?.toLowerCase() : undefined
}

function tenantOf({ response }: SeenExchange): string | undefined {
  if (response?.status !== 401) return undefined
  const challenge = getHeader(response.headers, 'www-authenticate') ?? ''
  return /authorization(?:_uri)?="https?:\/\/[^/"]+\/([^/"]+)/i.exec(challenge)?.[1]
}

/** Versions in identifiers, page tokens in links, blobs of backups: what a client gives back as it got it. */
function learnGiven(seen: SeenExchange, given: NumberSet): void {
  if (seen.response?.status !== 200) return
  const text = textOf(seen.response.body)
  for (const [, version = ''] of text.matchAll(/\/([0-9a-f]{32})"/gi))
    given.add(hashOf(version.toLowerCase()))
  if (seen.match?.operation !== 'BackupSecret') return
  const blob = asObject(seen.responseJson())?.['value']
  if (typeof blob === 'string') given.add(hashOf(blob))
}

type KindTeller = (entry: Pick<PlayableEntry, 'action' | 'resource' | 'status' | 'token'>) => EntryKind

const changes: ReadonlySet<string> = new Set([
  'SetSecret',
  'DeleteSecret',
  'UpdateSecret',
  'PurgeDeletedSecret',
  'RecoverDeletedSecret',
  'RestoreSecret',
])

/** True for an operation that changes what reading the same secret gives. */
export function isChange(action: string): boolean {
  return changes.has(action)
}

/** Polls are the reads that follow a deletion (of the deleted secret) or a recovery (of the secret). */
function createKindTeller(idOf: (resource: string) => number): KindTeller {
  /** By resource, as there may be hundreds of thousands. */
  const lastChange: (string | undefined)[] = []
  return ({ action, resource, status, token }) => {
    if (token === 'without' && status === 401) return 'challenge'
    if (isChange(action)) {
      if (status === 200 || status === 204) lastChange[idOf(resource)] = action
      return 'plain'
    }
    if (!isPoll(action, lastChange[idOf(resource)]) || !tellsState(status)) return 'plain'
    return status === 404 ? 'pending' : 'reached'
  }
}

function isPoll(action: string, change: string | undefined): boolean {
  if (change === 'DeleteSecret') return action === 'GetDeletedSecret'
  return change === 'RecoverDeletedSecret' && action === 'GetSecret'
}

/** Not an answer that only says to ask again, nor none at all. */
function tellsState(status: number): boolean {
  return status >= 200 && status < 500 && status !== 429
}
