import { carriedToken } from '../../../contract/carried-token.ts'
import { seeExchange } from '../../../contract/see-exchange.ts'
import { asObject } from '../../../contract/seen-facts.ts'
import { bytesOf, jsonOf, textOf } from '../../../wire/body.ts'
import {
  type Exchange,
  isResponse,
  noBody,
  type WireAnswer,
  type WireRequest,
} from '../../../wire/exchange.ts'
import type { Handler } from '../../../wire/handler.ts'
import { decode, parseQuery, parseUrl } from '../../../wire/url.ts'

/** Numbers from 0 to below 1. */
export type Random = () => number

/** A sequence of numbers that is the same for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What came of one request of the second client. */
export interface SecondExchange {
  readonly recorded: Exchange
  readonly request: WireRequest
  readonly answer: WireAnswer
  /** The answer with the second client's names and host put back to the recorded ones. */
  readonly restored: string
  /** Recorded names that the second client has others for by now, in lower case: none of them should be seen by it. */
  readonly renamed: readonly string[]
}

/**
 * Sends what a client was recorded to send, as another client would: with names, hosts (by recorded host) and values of its own, headers, query
 * parameters and JSON members in another order and spelling. What the recorded client had from answers (versions, links,
 * backups, listed names) this one takes from the answers it gets.
 */
export async function playAsSecondClient(
  exchanges: readonly Exchange[],
  handler: Handler,
  { hosts, random }: { readonly hosts: ReadonlyMap<string, string>; readonly random: Random },
): Promise<SecondExchange[]> {
  const memory = createMemory(hosts)
  const done: SecondExchange[] = []
  for (const recorded of exchanges) {
    const request = rewrite(recorded, memory, random)
    const answer = await handler(request)
    memory.learn(recorded, answer)
    const text = isResponse(answer) ? textOf(answer.body) : ''
    done.push({ recorded, request, answer, restored: memory.restore(text), renamed: memory.renamed() })
  }
  return done
}

interface Memory {
  /** The second client's host for a recorded one. */
  hostFor(recorded: string): string
  nameFor(recorded: string): string
  /** The link that was given in place of a recorded one, by the recorded page token. */
  linkFor(token: string): string | undefined
  learn(recorded: Exchange, answer: WireAnswer): void
  restore(text: string): string
  renamed(): readonly string[]
}

const namePattern = /\/(?:deleted)?(?:secrets|keys|certificates)\/([0-9A-Za-z-]+)/g

function createMemory(hosts: ReadonlyMap<string, string>): Memory {
  const own = new Map<string, string>()
  const listed = new Set<string>()
  const links = new Map<string, string[]>()
  return {
    hostFor: (recorded) => hosts.get(recorded) ?? recorded,
    nameFor(recorded) {
      const lower = recorded.toLowerCase()
      if (listed.has(lower) && !own.has(lower)) return recorded
      const known = own.get(lower) ?? `Other-${own.size}-${lower.length}`
      own.set(lower, known)
      return known
    },
    renamed: () => [...own.keys()],
    linkFor: (token) => links.get(token)?.shift(),
    learn(recorded, answer) {
      if (!isResponse(recorded.answer) || !isResponse(answer)) return
      for (const [, name = ''] of textOf(recorded.answer.body).matchAll(namePattern))
        listed.add(name.toLowerCase())
      const [before, now] = [nextLinkOf(recorded.answer.body), nextLinkOf(answer.body)]
      const token = before === undefined ? undefined : tokenOf(before)
      if (token !== undefined && now !== undefined) links.set(token, [...(links.get(token) ?? []), now])
    },
    restore(text) {
      let restored = text
      for (const [recorded, host] of hosts) restored = restored.replaceAll(host, recorded)
      for (const [recorded, name] of own) {
        const pattern = new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g')
        restored = restored.replace(pattern, recorded)
      }
      return restored
    },
  }
}

function nextLinkOf(body: Uint8Array): string | undefined {
  const link = asObject(jsonOf(body))?.['nextLink']
  return typeof link === 'string' ? link : undefined
}

function tokenOf(url: string): string | undefined {
  return parseQuery(parseUrl(url)?.query ?? '').find(([name]) => name === '$skiptoken')?.[1]
}

function rewrite(exchange: Exchange, memory: Memory, random: Random): WireRequest {
  const { request } = exchange
  const hasToken = carriedToken(seeExchange(exchange)) ?? statusOf(exchange) !== 401
  const body = hasToken ? rewriteBody(exchange, random) : noBody
  return {
    method: request.method,
    url: rewriteUrl(request.url, memory, random),
    headers: rewriteHeaders(exchange, { hasToken, hasBody: body.length > 0, random }),
    body,
  }
}

function statusOf({ answer }: Exchange): number {
  return isResponse(answer) ? answer.status : 0
}

function rewriteUrl(url: string, memory: Memory, random: Random): string {
  const parts = parseUrl(url)
  if (!parts) return url
  const token = tokenOf(url)
  const link = token === undefined ? undefined : memory.linkFor(token)
  const port = random() < 0.5 ? ':443' : ''
  const path = renamed(parts.path, memory)
  const slash = random() < 0.5 && !path.endsWith('/') ? '/' : ''
  const query = parseQuery(link === undefined ? parts.query : (parseUrl(link)?.query ?? ''))
  if (!query.some(([name]) => name === 'api-version')) query.push(['api-version', '7.6'])
  const pairs = shuffle(query, random).map(
    ([name, value]) => `${spell(name, random)}=${encodeURIComponent(value)}`,
  )
  return `https://${memory.hostFor(parts.host)}${port}${path}${slash}?${pairs.join('&')}`
}

function renamed(path: string, memory: Memory): string {
  const [, before, name = '', rest = ''] =
    /^(\/+(?:deleted)?(?:secrets|keys|certificates)\/)([^/]+)(.*)$/.exec(path) ?? []
  // `POST /secrets/restore` names no secret.
  if (before === undefined || (name === 'restore' && rest === '')) return path
  const decoded = decode(name)
  return `${before}${encodeURIComponent(/^[0-9A-Za-z-]+$/.test(decoded) ? memory.nameFor(decoded) : decoded)}${rest}`
}

function spell(name: string, random: Random): string {
  const encoded = name.startsWith('$') && random() < 0.5 ? name : encodeURIComponent(name)
  return random() < 0.5 ? encoded.replaceAll('-', '%2D') : encoded
}

const renamable = ['value', 'contentType'] as const

function rewriteBody({ request, unknown }: Exchange, random: Random): Uint8Array {
  const { method, url, body } = request
  if (unknown.has('request.body') && body.length === 0)
    return method === 'PUT' ? bytesOf('{"value":"of my own"}') : body
  const members = asObject(jsonOf(body))
  if (!members) return body
  const own: Record<string, unknown> = { ...members }
  const isWrite = (method === 'PUT' || method === 'PATCH') && /\/secrets\//.test(url)
  for (const name of renamable) {
    if (isWrite && typeof own[name] === 'string' && own[name] !== '') own[name] = `${name} ${random()}`
  }
  const tags = asObject(own['tags'])
  if (isWrite && tags && Object.keys(tags).length > 0)
    own['tags'] = { [`own-${Math.floor(random() * 100)}`]: 'tag' }
  const entries = shuffle(Object.entries(own), random)
  return bytesOf(JSON.stringify(Object.fromEntries(entries), undefined, Math.floor(random() * 3)))
}

function rewriteHeaders(
  { request }: Exchange,
  {
    hasToken,
    hasBody,
    random,
  }: { readonly hasToken: boolean; readonly hasBody: boolean; readonly random: Random },
): WireRequest['headers'] {
  const kept = request.headers.filter(
    ([name]) => !/^(?:authorization|content-length|content-type|accept)$/i.test(name),
  )
  const own: (readonly [string, string])[] = [
    ['accept', 'application/json'],
    ...(hasBody ? [['CONTENT-TYPE', 'application/json; charset=utf-8'] as const] : []),
    ...(hasToken ? [['authorization', 'Bearer of-my-own'] as const] : []),
  ]
  return shuffle([...kept, ...own], random)
}

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
