// What recorders did to the corpus, by rule (facts/wire.md, section 0): never the service's or the client's doing.
import type { Finding } from '../src/contract/finding.ts'
import type { CorpusExchange, CorpusTrace } from './corpus-exchange.ts'

/** The recorder's fault that explains a finding; `undefined` when there is none. */
export function findFault(
  finding: Finding,
  exchange: CorpusExchange,
  trace: CorpusTrace,
): string | undefined {
  return rules.find(
    ({ requirements, holds }) =>
      requirements.includes(finding.requirement) && holds(finding, exchange, trace),
  )?.name
}

interface Rule {
  readonly requirements: readonly string[]
  readonly name: string
  readonly holds: (finding: Finding, exchange: CorpusExchange, trace: CorpusTrace) => boolean
}

const rules: readonly Rule[] = [
  {
    requirements: ['response/request-id'],
    name: 'Python recorder dropped x-ms-request-id',
    holds: ({ received }, _exchange, { source, format }) =>
      received === 'absent' && (source.includes('python') || format === 'vcr-yaml'),
  },
  {
    requirements: ['response/request-id'],
    name: 'nock wrote each exchange twice, under http and https',
    holds: ({ received }, exchange, trace) =>
      received === 'the id of an earlier answer' && hasTwin(exchange, trace.exchanges),
  },
  {
    requirements: [
      'identifiers/service-id-form',
      'identifiers/service-list-id-form',
      'identifiers/service-recovery-id-form',
      'paging/service-next-link-form',
    ],
    name: 'host replaced in URLs or bodies only',
    holds: ({ expected, received }, _exchange, trace) =>
      expected.startsWith('origin ') &&
      received.startsWith('origin ') &&
      (/\/\/(?:fakekvurl|fakevault|redacted)\b/.test(expected) || hostsWereReplaced(trace)),
  },
  {
    requirements: ['paging/service-order'],
    name: 'JavaScript recorder cut names short',
    holds: (_finding, _exchange, { source }) => source === 'js',
  },
  {
    requirements: ['request/accept-json'],
    name: 'recorder keeps a few request headers only',
    holds: (_finding, _exchange, { format }) =>
      format === 'java-networkcallrecords' ||
      format === 'net-httprecorder' ||
      format === 'cpp-networkcallrecords',
  },
  {
    requirements: ['api-version/members-of-version'],
    name: 'api-version edited: answered before that version was out',
    holds: (_finding, exchange) =>
      /api-version=7\.0(?:&|$)/.test(exchange.url) && answeredIn(exchange) < 2018,
  },
]

/** The same exchange under the other scheme, with the same request id. */
function hasTwin(exchange: CorpusExchange, exchanges: readonly CorpusExchange[]): boolean {
  const rest = (url: string): string => url.replace(/^https?:/, '')
  return exchanges.some((other) => other.url !== exchange.url && rest(other.url) === rest(exchange.url))
}

/** Each host asked answers under one other name, always the same: the service cannot do that, a search and replace can. */
function hostsWereReplaced(trace: CorpusTrace): boolean {
  const answers = new Map<string, Set<string>>()
  for (const { url, resBody } of trace.exchanges) {
    const asked = /^https?:\/\/([^/:]+)/.exec(url)?.[1]
    const text = typeof resBody === 'string' ? resBody : JSON.stringify(resBody)
    const answered = /"(?:id|recoveryId)" ?: ?"https?:\/\/([^/:"]+)/.exec(text ?? '')?.[1]
    if (asked !== undefined && answered !== undefined)
      answers.set(asked, (answers.get(asked) ?? new Set()).add(answered))
  }
  return [...answers.values()].every((hosts) => hosts.size === 1)
}

function answeredIn(exchange: CorpusExchange): number {
  const date = exchange.resHeaders?.find(([name]) => name.toLowerCase() === 'date')?.[1]
  return date === undefined ? Number.NaN : new Date(date).getUTCFullYear()
}
