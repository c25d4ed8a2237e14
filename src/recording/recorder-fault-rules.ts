import { compareApiVersions } from '../contract/compare-api-versions.ts'
import type { Finding } from '../contract/finding.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { answeredOn } from '../contract/seen-facts.ts'
import { isVaultHost } from '../contract/vault-host.ts'
import { textOf } from '../wire/body.ts'
import { getHeader } from '../wire/headers.ts'
import type { HostPlace, NamedHosts, RecorderFacts } from './recorder-facts.ts'

/** Something that recorders, sanitizers and editors do to recordings, and how it is recognised. Never by a list of files. */
export interface RecorderFaultRule {
  /** Short and stable: `hosts-replaced`. */
  readonly id: string
  /** One sentence for the report. */
  readonly explanation: string
  /** Ids of the requirements whose findings it may explain; absent: any. */
  readonly requirements?: readonly string[]
  /**
   * Whether the finding may be of this kind, by itself and by its exchange. What it is about (a host, say), for `holds`
   * to ask for; `undefined` when it is not of this kind.
   */
  suspects(finding: Finding, seen: SeenExchange, facts: RecorderFacts): string | undefined
  /** Whether the whole recording bears it out, asked at its end. */
  holds(about: string, facts: RecorderFacts): boolean
}

const always = (): boolean => true

/** When an answer under a version, or any later one, cannot be older than this. Sources: recordings 2016 to 2026. */
const answeredSince: readonly (readonly [version: string, date: number])[] = [
  ['7.1', Date.parse('2020-04-30')],
  ['7.0', Date.parse('2018-05-01')],
]

/** In the order in which they are asked; the first that suspects a finding decides on it. */
export const recorderFaultRules: readonly RecorderFaultRule[] = [
  {
    id: 'value-replaced',
    explanation: 'values replaced: a sanitizer put one word in place of the value.',
    suspects: suspectPlaceholder,
    holds: always,
  },
  {
    id: 'exchange-doubled',
    explanation:
      'exchanges written twice, or under http: no vault answers http, and none gives an x-ms-request-id again to the same request in the same second.',
    suspects: (finding, seen, facts) => suspectTwin(finding, seen, facts),
    holds: always,
  },
  {
    id: 'ids-dropped',
    explanation:
      "request ids dropped: Python's recorders take x-ms-request-id and x-ms-client-request-id out of every answer.",
    requirements: ['response/request-id', 'response/client-request-id-echoed'],
    suspects: ({ received, requirement }) =>
      received === 'absent'
        ? requirement === 'response/request-id'
          ? 'x-ms-request-id'
          : 'x-ms-client-request-id'
        : undefined,
    holds: (header, facts) =>
      (facts.recorder === 'vcr-yaml' || facts.isPython()) &&
      !facts.hasAnswerHeader(header as Parameters<RecorderFacts['hasAnswerHeader']>[0]),
  },
  {
    id: 'hosts-replaced',
    explanation: 'hosts replaced: the vault was renamed in the URLs of requests only, or in bodies only.',
    requirements: [
      'identifiers/service-id-form',
      'identifiers/service-list-id-form',
      'identifiers/service-recovery-id-form',
      'identifiers/service-key-id-form',
      'paging/service-next-link-form',
    ],
    suspects: suspectHost,
    holds: hostsWereReplaced,
  },
  {
    id: 'body-edited',
    explanation:
      'bodies edited by hand: the body is not of the length that its Content-Length says, as in C++ recordings of 2021.',
    requirements: [
      'identifiers/service-id-form',
      'identifiers/service-list-id-form',
      'identifiers/service-recovery-id-form',
    ],
    suspects: (_finding, seen, { recorder }) =>
      recorder === 'cpp-networkcallrecords' && bodyWasRewritten(seen) ? '' : undefined,
    holds: always,
  },
  {
    id: 'names-shortened',
    explanation:
      "names shortened: JavaScript's recorders took random parts out of names, so that a sorted page looks unsorted.",
    requirements: ['paging/service-order'],
    suspects: (_finding, seen) => (bodyWasRewritten(seen) || namesRepeat(seen) ? '' : undefined),
    holds: always,
  },
  {
    id: 'api-version-edited',
    explanation:
      'api-version edited afterwards: the answer is older than the api-version in its URL, which was rewritten when the client moved on.',
    requirements: ['api-version/members-of-version'],
    suspects: (_finding, seen) => (isOlderThanVersion(seen) ? '' : undefined),
    holds: always,
  },
  {
    id: 'api-version-edited-in-urls',
    explanation:
      'api-version edited afterwards: every nextLink in the recording still has the api-version that was really asked for.',
    requirements: ['paging/service-next-link-form', 'api-version/members-of-version'],
    suspects: ({ requirement, received }) =>
      requirement === 'api-version/members-of-version' || received.startsWith('api-version=')
        ? ''
        : undefined,
    holds: (_, facts) => facts.linkVersions().other > 1 && facts.linkVersions().same === 0,
  },
]

/** The finding shows the word, or the header that it is about holds it. */
function suspectPlaceholder(
  { expected, received, pointer }: Finding,
  seen: SeenExchange,
): string | undefined {
  if (isPlaceholder(expected) || isPlaceholder(received)) return ''
  const [, side, name] = /^\/(request|response)\/headers\/([^/]+)$/.exec(pointer) ?? []
  if (name === undefined) return undefined
  const headers = side === 'request' ? seen.exchange.request.headers : (seen.response?.headers ?? [])
  return isPlaceholder(getHeader(headers, name) ?? '') ? '' : undefined
}

/** The words that the test proxy and the Java and C++ recorders write. */
function isPlaceholder(text: string): boolean {
  return /^(?:sanitized|redacted)$/i.test(text)
}

/** Either of the two comes first. */
function suspectTwin(
  { requirement, received }: Finding,
  seen: SeenExchange,
  facts: RecorderFacts,
): string | undefined {
  if (facts.recorder === 'nock-js' && seen.url?.scheme === 'http:') return ''
  if (requirement !== 'response/request-id' || received !== 'the id of an earlier answer') return undefined
  return facts.isTwin(seen) ? '' : undefined
}

function suspectHost(
  { requirement, expected, received }: Finding,
  { url }: SeenExchange,
): string | undefined {
  if (!expected.startsWith('origin ') || !received.startsWith('origin ') || !url) return undefined
  const place: HostPlace = requirement.startsWith('paging/') ? 'nextLink' : 'id'
  return `${place} ${url.host}`
}

/**
 * The service names the host that was asked. Where the one asked is a placeholder, the recorder did not find the vault's
 * name everywhere; but one stray name among five that were replaced is not what a search and replace leaves. Else it is a search and replace only if no answer in the whole recording names the host asked, and
 * they name placeholders, or a vault's answers always name the same other one.
 */
function hostsWereReplaced(about: string, facts: RecorderFacts): boolean {
  const [place, host = ''] = about.split(' ', 2)
  const named = facts.namedHosts(host, place as HostPlace)
  if (isPlaceholderHost(host)) return !(named && named.foreign === 1 && named.own >= 5)
  if (!named || named.own > 0) return false
  return [...named.others].every(isPlaceholderHost) || isConsistent(host, named)
}

function isConsistent(host: string, { others, foreign }: NamedHosts): boolean {
  return isVaultHost(host) && others.size === 1 && foreign > 1
}

/** One of the words that recorders and sanitizers write, or an underscore, which no host may have. */
function isPlaceholderHost(host: string): boolean {
  return /^[^.]*(?:sanitized|redacted|fake|dummy|placeholder|vaultname|_)/i.test(host)
}

/** A page of the service has the length that its Content-Length says. */
function bodyWasRewritten({ response }: SeenExchange): boolean {
  const length = response && getHeader(response.headers, 'content-length')
  return length !== undefined && Number(length) !== response?.body.length
}

/** The service lists a name once: where one stands twice, what told them apart was cut off. */
function namesRepeat({ response }: SeenExchange): boolean {
  const ids = [...textOf(response?.body ?? new Uint8Array()).matchAll(/"id"\s*:\s*"([^"]*)"/g)].map(
    ([, id]) => id,
  )
  return new Set(ids).size < ids.length
}

function isOlderThanVersion(seen: SeenExchange): boolean {
  const version = seen.match?.apiVersion
  if (version === undefined) return false
  const since = answeredSince.find(([first]) => compareApiVersions(version, first) >= 0)?.[1]
  return since !== undefined && answeredOn(seen) < since
}
