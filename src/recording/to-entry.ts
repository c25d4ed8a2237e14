import type { Capture, RecordedBody, RecordingEntry } from '../contract/generated/types/recording.ts'
import { jsonOf, textOf } from '../wire/body.ts'
import {
  type HeaderList,
  isResponse,
  type UnknownPart,
  type WireAnswer,
  type WireResponse,
} from '../wire/exchange.ts'
import type { RedactedExchange } from './redact/redactor.ts'

/**
 * An exchange as an entry of a recording file, members always in the same order, headers sorted by name as the test-proxy does.
 * @param start when the first exchange of the recording was sent, in milliseconds
 */
export function toEntry(exchange: RedactedExchange, start: number): RecordingEntry {
  const { request } = exchange
  const response = responseOf(exchange.answer)
  return {
    RequestUri: request.url,
    RequestMethod: request.method,
    RequestHeaders: headersOf(request.headers),
    RequestBody: bodyOf(request.body),
    StatusCode: response?.status ?? 0,
    ResponseHeaders: headersOf(response?.headers ?? []),
    ResponseBody: bodyOf(response?.body ?? new Uint8Array(0)),
    Capture: captureOf(exchange, start),
  }
}

function responseOf(answer: WireAnswer): WireResponse | undefined {
  return isResponse(answer) ? answer : answer.sent
}

function headersOf(list: HeaderList): Record<string, string | string[]> {
  const byName = new Map<string, { readonly name: string; readonly values: string[] }>()
  for (const [name, value] of list) {
    const entry = byName.get(name.toLowerCase()) ?? { name, values: [] }
    entry.values.push(value)
    byName.set(name.toLowerCase(), entry)
  }
  const sorted = [...byName].sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(
    sorted.map(([key, { name, values }]) => [
      name,
      key === 'user-agent' ? values.join(' ') : oneOrAll(values),
    ]),
  )
}

/** A `User-Agent` in parts is one that .NET took apart; any other repeated header is a list. */
function oneOrAll(values: string[]): string | string[] {
  const [only = ''] = values
  return values.length === 1 ? only : values
}

/** Only what reads back as the same bytes is written as JSON: objects in compact form. */
function bodyOf(body: Uint8Array): RecordedBody {
  if (body.length === 0) return null
  const json = jsonOf(body)
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as RecordedBody)
    : textOf(body)
}

function captureOf(
  { sentAt, answeredAt, unknown, refused, answer }: RedactedExchange,
  start: number,
): Capture {
  const lost = [...unknown].filter((part): part is Exclude<UnknownPart, 'time'> => part !== 'time').sort()
  return {
    ...(!Number.isNaN(sentAt) && { SentMs: sentAt - start }),
    ...(!Number.isNaN(answeredAt) && { AnsweredMs: answeredAt - start }),
    ...(!isResponse(answer) && { Closed: true as const }),
    Unknown: lost,
    ...(refused.length > 0 && { Refused: refused.map(({ part, name }) => `${part} ${name}`) }),
  }
}
