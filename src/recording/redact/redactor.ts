import { type SeenRequest, seeRequest } from '../../contract/see-request.ts'
import {
  type Exchange,
  isResponse,
  type UnknownPart,
  type WireAnswer,
  type WireRequest,
} from '../../wire/exchange.ts'
import { type CanaryIndex, createCanaryIndex, findInTexts } from './find-canaries.ts'
import type { KeepRules } from './keep-rules.ts'
import type { TermKind } from './placeholders.ts'
import { redactAnswer, redactRequest } from './redact-exchange.ts'
import { startsInCollection } from './redact-path.ts'
import { textsOfAnswer, textsOfRequest } from './redacted-texts.ts'
import { createRefusalTally, type RedactionReport, type Refusal, withheldName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'
import { createSettled, settle } from './settled.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

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
   * object, is used for an exchange with that very request, unless a secret that is met meanwhile is in it.
   */
  prepare(request: WireRequest): WireRequest
  redact(exchange: Exchange): RedactedExchange
  /** Looks for every secret that was met: the last check before anything is written. */
  readonly canaries: CanaryIndex
  report(): RedactionReport
  /** The part of the report that costs nothing: for every exchange of a long recording. */
  progress(): Pick<RedactionReport, 'counts' | 'unsearched'>
}

/** A redacted request, and how much was known before it was. */
interface PreparedRequest {
  readonly seen: SeenRequest
  readonly request: WireRequest
  readonly refused: readonly Refusal[]
  readonly vaults: number
  secrets: number
  /** Words of free text were looked up: what was met since could make something else of them. */
  readonly isFreeText: boolean
}

export function createRedactor(options: RedactorOptions = {}): Redactor {
  return new TraceRedactor(options)
}

/** Redacts a whole trace: learns all of it first. */
export function redactTrace(exchanges: readonly Exchange[], redactor: Redactor): RedactedExchange[] {
  for (const exchange of exchanges) redactor.learn(exchange)
  return exchanges.map((exchange) => redactor.redact(exchange))
}

const mostSettled = 1_000

class TraceRedactor implements Redactor {
  readonly canaries: CanaryIndex
  readonly #keep: KeepRules
  readonly #vaultHosts: Set<string>
  readonly #vocabulary: Vocabulary
  readonly #settled = createSettled()
  readonly #refusals = createRefusalTally()
  readonly #prepared = new WeakMap<WireRequest, PreparedRequest>()
  #secretsMet = 0

  constructor({
    canaries = createCanaryIndex(),
    keep = new Map(),
    vaultHosts = [],
    onSecret,
  }: RedactorOptions) {
    this.canaries = canaries
    this.#keep = keep
    this.#vaultHosts = new Set(vaultHosts.map((host) => host.toLowerCase()))
    this.#vocabulary = createVocabulary({
      onSecret: (secret, kind) => {
        this.#secretsMet++
        canaries.add(secret)
        onSecret?.(secret, kind)
      },
      onWord: this.#settled.wordMet,
    })
  }

  learn(exchange: Exchange): void {
    this.#redactOnce(exchange)
  }

  prepare(request: WireRequest): WireRequest {
    const first = this.#requestOf(request)
    this.#prepared.set(request, first)
    // It may have met a secret behind a place where it stands, too.
    const last = this.#requestOf(request)
    this.#prepared.set(request, last)
    return last.request
  }

  redact(exchange: Exchange): RedactedExchange {
    const { lookUps } = this.#vocabulary
    const before = this.#secretsMet
    const first = this.#redactOnce(exchange)
    const isFreeText =
      this.#vocabulary.lookUps > lookUps || this.#prepared.get(exchange.request)?.isFreeText === true
    // What stands before the place that tells that it is a secret was looked at without knowing.
    const isLate = this.#secretsMet > before && (isFreeText || this.#isGivenAway(first))
    const redacted = isLate ? this.#redactOnce(exchange) : first
    this.#refusals.add(redacted.refused.slice(refusedBefore(exchange).length))
    return redacted
  }

  report(): RedactionReport {
    const { counts, unsearched } = this.progress()
    return { counts, refused: this.#refusals.all(), unsearched }
  }

  progress(): Pick<RedactionReport, 'counts' | 'unsearched'> {
    return { counts: this.#vocabulary.counts(), unsearched: this.canaries.unsearched() }
  }

  #redactOnce(exchange: Exchange): RedactedExchange {
    const { seen, request, refused } = this.#requestOf(exchange.request)
    const all = [...refusedBefore(exchange), ...refused]
    const answer = redactAnswer(exchange.answer, seen, this.#scopeOf(seen, all))
    return { ...exchange, request, answer, unknown: nowUnknown(exchange, request, answer), refused: all }
  }

  #requestOf(original: WireRequest): PreparedRequest {
    const before = this.#prepared.get(original)
    if (before && this.#stands(before)) return before
    const { lookUps } = this.#vocabulary
    const secrets = this.#secretsMet
    const seen = this.#see(original)
    const refused: Refusal[] = []
    const request = redactRequest(original, seen, this.#scopeOf(seen, refused))
    const isFreeText = this.#vocabulary.lookUps > lookUps
    return { seen, request, refused, isFreeText, vaults: this.#vaultHosts.size, secrets }
  }

  /** Whether a request would come to the same again. Of what was met since only a secret that is still in it could be taken out. */
  #stands(prepared: PreparedRequest): boolean {
    const { request, refused, vaults, secrets, isFreeText } = prepared
    if (vaults !== this.#vaultHosts.size) return false
    if (secrets === this.#secretsMet) return true
    const texts = [...textsOfRequest(request), ...refused.map(({ name }) => name)]
    if (isFreeText || findInTexts(this.canaries, texts)) return false
    prepared.secrets = this.#secretsMet
    return true
  }

  #isGivenAway({ request, answer, refused }: RedactedExchange): boolean {
    const texts = [...textsOfRequest(request), ...textsOfAnswer(answer, refused)]
    return findInTexts(this.canaries, texts) !== undefined
  }

  #see(request: WireRequest): SeenRequest {
    const key = `${this.#vaultHosts.size} ${request.method} ${request.url}`
    const known = this.#settled.requests.get(key)
    if (known) return known
    const seen = seeAsVault(request, this.#vaultHosts)
    settle(this.#settled.requests, key, seen, mostSettled)
    return seen
  }

  #scopeOf(seen: SeenRequest, refused: Refusal[]): RedactionScope {
    const { canaries } = this
    return {
      canaries,
      vocabulary: this.#vocabulary,
      keep: this.#keep,
      vaultHosts: this.#vaultHosts,
      settled: this.#settled,
      vault: seen.role === 'vault' ? seen.url?.host : undefined,
      refused,
      refuse: (part, name) =>
        void refused.push({ part, name: canaries.find(name) === undefined ? name : withheldName }),
    }
  }
}

/** What an earlier redaction left out stays listed. */
function refusedBefore(exchange: Exchange & Partial<RedactedExchange>): readonly Refusal[] {
  return exchange.refused ?? []
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
