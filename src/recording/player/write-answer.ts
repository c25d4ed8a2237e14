import {
  type Exchange,
  type HeaderList,
  isResponse,
  type WireAnswer,
  type WireRequest,
  type WireResponse,
} from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import type { Call } from './find-candidate.ts'
import type { Play } from './play.ts'
import type { PlayableEntry } from './playable-entry.ts'
import { rewriteBody } from './rewrite-body.ts'
import { rewriteChallenge } from './rewrite-challenge.ts'
import type { Rewriting } from './rewrite-url.ts'

/** What an answer is written from. */
export interface AnswerParts {
  readonly play: Play
  readonly entry: PlayableEntry
  readonly exchange: Exchange
  readonly call: Call
  readonly request: WireRequest
  readonly tenant: string
  readonly speed: number
}

/** The recorded answer as this client must see it: with its own names, host, values, tenant and ids. */
export function writeAnswer(parts: AnswerParts): WireAnswer {
  const { answer } = parts.exchange
  if (isResponse(answer)) return writeResponse(answer, parts)
  return answer.sent ? { closed: true, sent: writeResponse(answer.sent, parts) } : answer
}

function writeResponse({ status, headers, body }: WireResponse, parts: AnswerParts): WireResponse {
  const { exchange } = parts
  const written = writeBody(body, parts)
  const list = exchange.unknown.has('response.headers') ? [jsonType] : headers
  return { status, headers: writeHeaders(list, written.length, parts), body: written }
}

const mostBodies = 50

function writeBody(body: Uint8Array, parts: AnswerParts): Uint8Array {
  const { play, entry, call } = parts
  const known = play.bodies.get(body)
  const own = call.target.name
  const bound = entry.name === undefined ? undefined : play.names.get(entry.name)
  if (known && own === bound) return known
  const name = entry.name === undefined || own === undefined ? undefined : { recorded: entry.name, own }
  const written = rewriteBody(body, { rewriting: rewritingOf(parts), told: play.told, name })
  if (own === bound && isLasting(parts) && play.bodies.size < mostBodies) play.bodies.set(body, written)
  return written
}

/** Lists have links, which depend on the request; with several vaults their host does. */
function isLasting({ play, entry }: AnswerParts): boolean {
  return entry.name !== undefined && entry.action !== 'GetSecretVersions' && play.hosts.length === 1
}

const jsonType = ['Content-Type', 'application/json; charset=utf-8'] as const

function rewritingOf({ play, entry, call }: AnswerParts): Rewriting {
  return {
    names: play.names,
    recordedHosts: play.recording.hosts,
    ownHosts: play.hosts,
    host: entry.host,
    authority: call.authority,
    recordedVersion: entry.apiVersion,
    apiVersion: call.target.apiVersion,
    pages: play.pages,
    written: play.written,
  }
}

/** Hop by hop (RFC 9110 §7.6.1), or told by how a body was coded, which recorders undo. */
const dropped: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'content-encoding',
  'trailer',
  'upgrade',
  'te',
])

function writeHeaders(headers: HeaderList, length: number, parts: AnswerParts): HeaderList {
  const written: Header[] = []
  for (const header of headers) {
    const fate = fateOf(header)
    if (fate === 'keep') written.push(header)
    if (fate !== 'rewrite') continue
    const [name] = header
    const value = writeHeader(header, { length, parts })
    if (value !== undefined && isSendable(value)) written.push([name, value])
  }
  return written
}

type Header = HeaderList[number]

/** Headers that equal ones of other exchanges are one object: what becomes of each is worked out once. */
const fates = new WeakMap<Header, 'keep' | 'drop' | 'rewrite'>()

function fateOf(header: Header): 'keep' | 'drop' | 'rewrite' {
  const known = fates.get(header)
  if (known !== undefined) return known
  const name = header[0].toLowerCase()
  const kept = isSendable(header[1]) ? 'keep' : 'drop'
  const fate = dropped.has(name) ? 'drop' : rewritten.has(name) ? 'rewrite' : kept
  fates.set(header, fate)
  return fate
}

const rewritten: ReadonlySet<string> = new Set([
  'content-length',
  'x-ms-client-request-id',
  'www-authenticate',
  'retry-after',
  'retry-after-ms',
  'x-ms-retry-after-ms',
])

function writeHeader(
  [name, value]: Header,
  { length, parts }: { readonly length: number; readonly parts: AnswerParts },
): string | undefined {
  switch (name.toLowerCase()) {
    case 'content-length':
      return String(length)
    case 'x-ms-client-request-id':
      return getHeader(parts.request.headers, 'x-ms-client-request-id')
    case 'www-authenticate':
      return rewriteChallenge(value, {
        recordedHost: parts.play.recording.hosts[parts.entry.host] ?? '',
        host: parts.call.authority.replace(/:\d+$/, ''),
        recordedTenant: parts.play.recording.tenant,
        tenant: parts.tenant,
      })
    case 'retry-after':
      return /^\d+$/.test(value) ? String(Math.ceil(Number(value) / parts.speed)) : value
    case 'retry-after-ms':
    case 'x-ms-retry-after-ms':
      return /^\d+(?:\.\d+)?$/.test(value) ? String(Math.ceil(Number(value) / parts.speed)) : value
    default:
      return value
  }
}

/** Edited recordings hold what no HTTP message may (RFC 9110 §5.5). */
function isSendable(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
