import { secretBundles } from '../contract/secret-bundles.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { asObject } from '../contract/seen-facts.ts'
import { getHeader } from '../wire/headers.ts'
import { parseUrl } from '../wire/url.ts'
import type { RecordingFormat } from './recording-format.ts'

/** Where an answer names a host. */
export type HostPlace = 'id' | 'nextLink'

/** Hosts that the answers of one host named. */
export interface NamedHosts {
  /** Two at most: more do not change the verdict. */
  readonly others: ReadonlySet<string>
  /** How often another host than the one asked was named, and how often the one asked. */
  readonly foreign: number
  readonly own: number
}

/** What a recording shows of its recorder and its editors, gathered exchange by exchange. */
export interface RecorderFacts {
  readonly recorder: RecordingFormat
  /** Takes in an exchange, before it is judged. */
  see(seen: SeenExchange): void
  /** True when a request named Python in its User-Agent. */
  isPython(): boolean
  /** True when an answer of a vault had this header. */
  hasAnswerHeader(name: 'x-ms-request-id' | 'x-ms-client-request-id'): boolean
  /** `undefined`: no answer of this host named one in this place. */
  namedHosts(host: string, place: HostPlace): NamedHosts | undefined
  /** True when one of the last exchanges was this one: the same target but for its scheme, request id and second. */
  isTwin(seen: SeenExchange): boolean
  /** How often a nextLink had another api-version than the request it answered, and how often the same. */
  linkVersions(): { readonly other: number; readonly same: number }
}

const mostHosts = 64
const mostAnswers = 64

/** Starts gathering. Memory is bounded, whatever the length of the recording. */
export function gatherRecorderFacts(recorder: RecordingFormat): RecorderFacts {
  let python = false
  const answerHeaders = new Set<string>()
  const hosts = new Map<string, { others: Set<string>; foreign: number; own: number }>()
  const lastAnswers: { readonly id: string; readonly request: string; readonly date: string | undefined }[] =
    []
  let next = 0
  const links = { other: 0, same: 0 }

  /** Nearly always the one before. */
  let lastAgent: string | undefined
  function isPythonAgent(agent: string | undefined): boolean {
    if (agent === lastAgent) return false
    lastAgent = agent
    return agent !== undefined && /python/i.test(agent)
  }

  function nameHost(host: string, place: HostPlace, url: unknown): void {
    // A page has many: taking each apart would cost more than judging it.
    const named = typeof url === 'string' ? hostIn(url, host) : undefined
    const key = `${place} ${host}`
    const entry = hosts.get(key) ?? { others: new Set(), foreign: 0, own: 0 }
    if (named === undefined || (hosts.size >= mostHosts && !hosts.has(key))) return
    hosts.set(key, entry)
    if (named === host) entry.own++
    else {
      entry.foreign++
      if (entry.others.size < 2) entry.others.add(named)
    }
  }

  function seeAnswer(seen: SeenExchange, host: string): void {
    for (const { members } of secretBundles(seen)) {
      nameHost(host, 'id', members['id'])
      nameHost(host, 'id', members['recoveryId'])
    }
    const link = asObject(seen.responseJson())?.['nextLink']
    if (typeof link !== 'string') return
    nameHost(host, 'nextLink', link)
    const version = /[?&]api-version=([^&]*)/.exec(link)?.[1]
    if (version === undefined || seen.match?.apiVersion === undefined) return
    if (version === seen.match.apiVersion) links.same++
    else links.other++
  }

  function seeIds(seen: SeenExchange): void {
    const headers = seen.response?.headers ?? []
    const id = getHeader(headers, 'x-ms-request-id')
    if (getHeader(headers, 'x-ms-client-request-id') !== undefined)
      answerHeaders.add('x-ms-client-request-id')
    if (id === undefined) return
    answerHeaders.add('x-ms-request-id')
    lastAnswers[next] = { id, request: requestOf(seen), date: getHeader(headers, 'date') }
    next = (next + 1) % mostAnswers
  }

  function isTwin(seen: SeenExchange): boolean {
    const headers = seen.response?.headers ?? []
    const [id, date] = [getHeader(headers, 'x-ms-request-id'), getHeader(headers, 'date')]
    const same = lastAnswers.filter((answer) => answer.id === id && answer.date === date)
    const asked = requestOf(seen)
    // Itself, and the one it repeats.
    return same.filter(({ request }) => request === asked).length > 1
  }

  return {
    recorder,
    see(seen) {
      python ||= isPythonAgent(getHeader(seen.exchange.request.headers, 'user-agent'))
      if (seen.role !== 'vault' || !seen.url || !seen.response) return
      seeIds(seen)
      if (seen.response.status === 200 && seen.match) seeAnswer(seen, seen.url.host)
    },
    isPython: () => python,
    hasAnswerHeader: (name) => answerHeaders.has(name),
    namedHosts: (host, place) => hosts.get(`${place} ${host}`),
    isTwin,
    linkVersions: () => links,
  }
}

function hostIn(url: string, expected: string): string | undefined {
  const end = 8 + expected.length
  const isExpected = url.startsWith(expected, 8) && (url[end] === '/' || url[end] === ':')
  return isExpected ? expected : parseUrl(url)?.host
}

/** Method and URL, whatever its scheme. */
function requestOf({ exchange: { request } }: SeenExchange): string {
  return `${request.method} ${request.url.replace(/^https?:/i, '')}`
}
