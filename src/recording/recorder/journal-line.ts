import type { Provenance } from '../../contract/generated/types/recording.ts'
import { bytesOf, textOf } from '../../wire/body.ts'
import { isResponse, type UnknownPart, type WireAnswer, type WireResponse } from '../../wire/exchange.ts'
import { EntryError } from '../entry-error.ts'
import type { RedactionReport } from '../redact/redaction-report.ts'
import type { RedactedExchange } from '../redact/redactor.ts'

/** The first line of a journal: all that is known before the first exchange. */
export interface JournalHeader {
  /** Version of the journal's form. */
  readonly KeyvaultContractJournal: 1
  readonly Origin: Provenance['Origin']
  /** What was to become of a file that was there when the recording began. */
  readonly Existing: 'refuse' | 'replace'
}

/** Every other line: one redacted exchange, and how far the redaction had come with it. */
export interface JournalLine {
  readonly exchange: RedactedExchange
  readonly report: Pick<RedactionReport, 'counts' | 'unsearched'>
}

/**
 * One line, with its end. Redacted bodies are text.
 * @param request the line's own, when it was formatted before
 */
export function formatJournalLine(
  { exchange, report }: JournalLine,
  request: string = formatJournalRequest(exchange.request),
): string {
  const { index, answer, sentAt, answeredAt, unknown, refused } = exchange
  const { counts, unsearched } = report
  const times = JSON.stringify({ index, sentAt, answeredAt })
  const rest = JSON.stringify({ unknown: [...unknown], refused, counts, unsearched })
  return `${times.slice(0, -1)},"request":${request},${formatAnswer(answer)}${rest.slice(1)}\n`
}

/** The request of a line. */
export function formatJournalRequest({ method, url, headers, body }: RedactedExchange['request']): string {
  return JSON.stringify({ method, url, headers, body: textOf(body) })
}

/** Its members, each with a comma behind it. */
function formatAnswer(answer: WireAnswer): string {
  if (isResponse(answer)) return `"response":${formatResponse(answer)},`
  return answer.sent ? `"closed":true,"response":${formatResponse(answer.sent)},` : '"closed":true,'
}

function formatResponse({ status, headers, body }: WireResponse): string {
  return JSON.stringify({ status, headers, body: textOf(body) } satisfies StoredResponse)
}

type StoredResponse = Omit<WireResponse, 'body' | 'trailers'> & { readonly body: string }

type StoredLine = Pick<RedactedExchange, 'index' | 'sentAt' | 'answeredAt' | 'refused'> &
  JournalLine['report'] & {
    readonly request: Omit<RedactedExchange['request'], 'body'> & { readonly body: string }
    readonly response?: StoredResponse
    readonly closed?: true
    readonly unknown: readonly UnknownPart[]
  }

/**
 * Reads a line back.
 * @throws EntryError for one that no recorder wrote
 */
export function parseJournalLine(text: string): JournalLine {
  const { request, response, closed, unknown, counts, unsearched, ...rest } = parseStored(text)
  const answered = response && { ...response, body: bytesOf(response.body) }
  return {
    exchange: {
      ...rest,
      request: { ...request, body: bytesOf(request.body) },
      answer: answerOf(answered, closed),
      unknown: new Set(unknown),
    },
    report: { counts, unsearched },
  }
}

function answerOf(response: WireResponse | undefined, closed: true | undefined): WireAnswer {
  if (response && !closed) return response
  return response ? { closed: true, sent: response } : { closed: true }
}

/** A journal is written by this tool alone, whole line by whole line: what has the form of one is taken for one. */
function parseStored(text: string): StoredLine {
  const value = parseObject(text)
  const { request, refused, unknown, index } = value as Partial<StoredLine>
  if (typeof index === 'number' && typeof request?.body === 'string' && Array.isArray(refused) && unknown)
    return value as StoredLine
  throw new EntryError('a line of it is no exchange of a journal')
}

/**
 * Reads the first line.
 * @throws EntryError for a journal of a newer version, and for what is none
 */
export function parseJournalHeader(text: string): JournalHeader {
  const value = parseObject(text)
  const version = value['KeyvaultContractJournal']
  if (version === 1) return value as unknown as JournalHeader
  throw new EntryError(
    typeof version === 'number'
      ? `it is a journal of version ${version}, and this version of keyvault-contract reads version 1: update it`
      : 'it is no journal of keyvault-contract',
  )
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Told below: the text itself may not be shown.
  }
  throw new EntryError('a line of it is no JSON object')
}
