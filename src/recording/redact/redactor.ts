import type { BodyType } from '../../contract/schema-catalogue.ts'
import { requestBodyOf, responseBodyOf } from '../../contract/schema-catalogue.ts'
import { type SeenRequest, seeRequest } from '../../contract/see-request.ts'
import {
  type Exchange,
  isResponse,
  type UnknownPart,
  type WireAnswer,
  type WireRequest,
  type WireResponse,
} from '../../wire/exchange.ts'
import { type CanaryIndex, createCanaryIndex } from './find-canaries.ts'
import type { KeepRules } from './keep-rules.ts'
import type { TermKind } from './placeholders.ts'
import { redactContent } from './redact-content.ts'
import { redactHeaders, withLength } from './redact-headers.ts'
import { startsInCollection } from './redact-path.ts'
import { redactUrl } from './redact-url.ts'
import { createRefusalTally, type RedactionReport, type Refusal, withheldName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'
import { createSettled, settle } from './settled.ts'
import { createVocabulary } from './vocabulary.ts'

/** An exchange that may be kept. */
export interface RedactedExchange extends Exchange {
  /** What was left out of it. */
  readonly refused: readonly Refusal[]
}

export interface RedactorOptions {
  /** What to do with names that the contract does not know; without a rule they are left out. */
  readonly keep?: KeepRules
  /** Hosts that are vaults although their names do not say so. */
  readonly vaultHosts?: readonly string[]
  /** Secrets that are known from elsewhere: they are looked for as well, and what is met is added. */
  readonly canaries?: CanaryIndex
  /** Told of every secret that is met, once; never of a placeholder, unless another secret has got the same. */
  readonly onSecret?: (secret: string, kind: TermKind) => void
}

/** Redacts the exchanges of one recording. The same real value becomes the same placeholder in all of them. */
export interface Redactor {
  /**
   * Learns what is sensitive in an exchange without making anything of it. Learning a whole trace before redacting it finds
   * a value in an exchange before the one that tells that it is a secret.
   */
  learn(exchange: Exchange): void
  /**
   * Redacts a request while its answer is on its way, so that less is left to do when a client waits. What comes of it, the very
   * object, is used for an exchange with that very request, unless a secret has been met since.
   */
  prepare(request: WireRequest): WireRequest
  redact(exchange: Exchange): RedactedExchange
  /** Looks for every secret that was met: the last check before anything is written. */
  readonly canaries: CanaryIndex
  report(): RedactionReport
  /** The part of the report that costs nothing: for every exchange of a long recording. */
  progress(): Pick<RedactionReport, 'counts' | 'unsearched'>
}

/** A redacted request, and how much was known then: secrets and vaults. */
interface PreparedRequest {
  readonly seen: SeenRequest
  readonly request: WireRequest
  readonly refused: readonly Refusal[]
  readonly known: number
}

const mostSettled = 1_000

export function createRedactor(options: RedactorOptions = {}): Redactor {
  const canaries = options.canaries ?? createCanaryIndex()
  let secretsMet = 0
  const settled = createSettled()
  const vocabulary = createVocabulary({
    onSecret: (secret, kind) => {
      secretsMet++
      settled.secretMet()
      canaries.add(secret)
      options.onSecret?.(secret, kind)
    },
    onWord: settled.wordMet,
  })
  const vaultHosts = new Set(options.vaultHosts?.map((host) => host.toLowerCase()))
  const refusals = createRefusalTally()
  const keep = options.keep ?? new Map()
  const scopeOf = (seen: SeenRequest, refused: Refusal[]): RedactionScope => ({
    vocabulary,
    canaries,
    keep,
    vaultHosts,
    settled,
    refused,
    vault: seen.role === 'vault' ? seen.url?.host : undefined,
    refuse: (part, name) =>
      void refused.push({ part, name: canaries.find(name) === undefined ? name : withheldName }),
  })
  const prepared = new WeakMap<WireRequest, PreparedRequest>()
  const see = (request: WireRequest): SeenRequest => {
    const key = `${vaultHosts.size} ${request.method} ${request.url}`
    const known = settled.requests.get(key)
    if (known) return known
    const seen = seeAsVault(request, vaultHosts)
    settle(settled.requests, key, seen, mostSettled)
    return seen
  }
  const requestOf = (original: WireRequest): PreparedRequest => {
    const before = prepared.get(original)
    if (before?.known === secretsMet + vaultHosts.size) return before
    const seen = see(original)
    const refused: Refusal[] = []
    const request = redactRequest(original, seen, scopeOf(seen, refused))
    return { seen, request, refused, known: secretsMet + vaultHosts.size }
  }
  const redact = (exchange: Exchange): RedactedExchange => {
    const { seen, request, refused } = requestOf(exchange.request)
    const all = [...refusedBefore(exchange), ...refused]
    const answer = redactAnswer(exchange.answer, seen, scopeOf(seen, all))
    return { ...exchange, request, answer, unknown: nowUnknown(exchange, request, answer), refused: all }
  }
  const progress = (): ReturnType<Redactor['progress']> => ({
    counts: vocabulary.counts(),
    unsearched: canaries.unsearched(),
  })
  return {
    learn: (exchange) => void redact(exchange),
    prepare: (request) => {
      const before = secretsMet
      const first = requestOf(request)
      const last = secretsMet === before ? first : requestOf(request)
      prepared.set(request, last)
      return last.request
    },
    redact: (exchange) => {
      const before = secretsMet
      const first = redact(exchange)
      // What stands before the place that tells that it is a secret was looked at without knowing.
      const redacted = secretsMet === before ? first : redact(exchange)
      refusals.add(redacted.refused.slice(refusedBefore(exchange).length))
      return redacted
    },
    canaries,
    report: () => ({
      counts: vocabulary.counts(),
      refused: refusals.all(),
      unsearched: canaries.unsearched(),
    }),
    progress,
  }
}

/** What an earlier redaction left out stays listed. */
function refusedBefore(exchange: Exchange & Partial<RedactedExchange>): readonly Refusal[] {
  return exchange.refused ?? []
}

/** Redacts a whole trace: learns all of it first. */
export function redactTrace(exchanges: readonly Exchange[], redactor: Redactor): RedactedExchange[] {
  for (const exchange of exchanges) redactor.learn(exchange)
  return exchanges.map((exchange) => redactor.redact(exchange))
}

/** A sanitised recording's vault may be called anything: what asks for a collection of a vault is asking a vault. */
function seeAsVault(request: WireRequest, vaultHosts: Set<string>): SeenRequest {
  const seen = seeRequest(request, { vaultHosts: [...vaultHosts] })
  if (seen.role !== 'other' || !seen.url || !startsInCollection(seen.url.path)) return seen
  vaultHosts.add(seen.url.host)
  return seeRequest(request, { vaultHosts: [...vaultHosts] })
}

function nowUnknown(exchange: Exchange, request: WireRequest, answer: WireAnswer): Exchange['unknown'] {
  const lost: UnknownPart[] = []
  if (exchange.request.body.length > 0 && request.body.length === 0) lost.push('request.body')
  if (isResponse(exchange.answer) && isResponse(answer))
    if (exchange.answer.body.length > 0 && answer.body.length === 0) lost.push('response.body')
  return lost.length === 0 ? exchange.unknown : new Set([...exchange.unknown, ...lost])
}

function redactRequest(
  { method, url, headers, body }: WireRequest,
  seen: SeenRequest,
  scope: RedactionScope,
): WireRequest {
  const redactedUrl = redactUrl(url, scope, method)
  if (redactedUrl === undefined) scope.refuse('request.url', 'no absolute URL')
  const redactedHeaders = redactHeaders(headers, 'request.header', scope)
  const redactedBody = redactContent(body, seen, {
    part: 'request.body',
    type: seen.match && requestBodyOf(seen.match.operation),
    scope,
  })
  return {
    method: /^[A-Z]{1,12}$/.test(method) ? method : 'REFUSED',
    url: redactedUrl ?? 'https://host-0.invalid/',
    headers: withLength(redactedHeaders, redactedBody),
    body: redactedBody,
  }
}

function redactAnswer(answer: WireAnswer, seen: SeenRequest, scope: RedactionScope): WireAnswer {
  if (isResponse(answer)) return redactResponse(answer, seen, scope)
  return answer.sent ? { closed: true, sent: redactResponse(answer.sent, seen, scope) } : { closed: true }
}

/** The body first: its ids name what the headers name, too. */
function redactResponse(response: WireResponse, seen: SeenRequest, scope: RedactionScope): WireResponse {
  const body = redactContent(response.body, seen, {
    part: 'response.body',
    type: responseType(seen, response.status),
    scope,
  })
  const headers = redactHeaders(response.headers, 'response.header', scope)
  return { status: response.status, headers: withLength(headers, body), body }
}

function responseType({ match }: SeenRequest, status: number): BodyType | undefined {
  if (status >= 400) return 'KeyVaultError'
  const type = match && responseBodyOf(match.operation, status)
  return type === 'empty' ? undefined : type
}
