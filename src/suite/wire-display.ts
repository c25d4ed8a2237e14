import type { ShownExchange } from '../contract/generated/types/report.ts'
import { createRedactor, type RedactedExchange } from '../recording/redact/redactor.ts'
import { textOf } from '../wire/body.ts'
import { type Exchange, type HeaderList, isResponse, noBody, type WireResponse } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'

/** Shows exchanges of one trace in a report, redacted as a recording is: by the contract's marks, the unknown left out. */
export interface WireDisplay {
  /** Learns what is secret in an exchange that may not be shown itself. */
  learn(exchange: Exchange): void
  show(exchange: Exchange): ShownExchange
  /** A text of a finding as it is, unless a secret of the exchanges learned or shown stands in it. */
  withoutSecrets(text: string): string
}

/** Characters of a body that are shown: a page of the terminal. */
const mostShown = 2000

/** Bytes of a body that are looked at: any secret has room in it, and a page of a list as well. */
const mostRead = 256 * 1024

export function createWireDisplay(): WireDisplay {
  const redactor = createRedactor()
  return {
    learn: (exchange) => redactor.learn(withoutLargeBodies(exchange)),
    show: (exchange) => {
      const shown = toShown(redactor.redact(withoutLargeBodies(exchange)), exchange)
      // As of a recording: what redaction overlooked is caught before anybody sees it.
      return redactor.canaries.find(JSON.stringify(shown)) === undefined ? shown : withheld(exchange)
    },
    withoutSecrets: (text) =>
      redactor.canaries.find(text) === undefined ? text : '(holds a secret: withheld)',
  }
}

/** The exchange, but for bodies that are too long to be shown: it can be kept without keeping those. */
export function withoutLargeBodies(exchange: Exchange): Exchange {
  const { request, answer } = exchange
  const isLarge = ({ body }: { readonly body: Uint8Array } = { body: noBody }): boolean =>
    body.length > mostRead
  const response = responseOf(exchange)
  if (!isLarge(request) && !isLarge(response)) return exchange
  const slim = (sent: WireResponse): WireResponse => (isLarge(sent) ? { ...sent, body: noBody } : sent)
  return {
    ...exchange,
    request: isLarge(request) ? { ...request, body: noBody } : request,
    answer: isResponse(answer)
      ? slim(answer)
      : { closed: true, ...(answer.sent ? { sent: slim(answer.sent) } : {}) },
  }
}

function toShown(redacted: RedactedExchange, { request, answer }: Exchange): ShownExchange {
  const response = responseOf(redacted)
  const unknown = [...redacted.unknown].filter((part) => part !== 'time')
  return {
    exchange: redacted.index,
    request: {
      method: redacted.request.method,
      url: redacted.request.url,
      headers: headersOf(redacted.request.headers, request.headers),
      ...bodyOf(redacted.request.body, request.body),
    },
    ...(response ? { response: toShownResponse(response, { answer }) } : {}),
    ...(unknown.length > 0 ? { unknown } : {}),
    ...(redacted.refused.length > 0
      ? { leftOut: [...new Set(redacted.refused.map(({ part, name }) => `${part} ${name}`))] }
      : {}),
  }
}

function responseOf({ answer }: Pick<Exchange, 'answer'>): WireResponse | undefined {
  return isResponse(answer) ? answer : answer.sent
}

function toShownResponse(
  { status, headers, body }: WireResponse,
  original: Pick<Exchange, 'answer'>,
): NonNullable<ShownExchange['response']> {
  const sent = responseOf(original)
  return {
    status,
    headers: headersOf(headers, sent?.headers ?? []),
    ...bodyOf(body, sent?.body ?? noBody),
    ...(isResponse(original.answer) ? {} : { cutOff: true }),
  }
}

/** Lengths are those of the wire, not of the placeholders: a finding may be about them. */
function headersOf(redacted: HeaderList, sent: HeaderList): string[] {
  const length = getHeader(sent, 'content-length')
  const isLength = (name: string): boolean => name.toLowerCase() === 'content-length'
  const isNumber = length !== undefined && /^\d{1,9}$/.test(length)
  return redacted.map(([name, value]) => `${name}: ${isNumber && isLength(name) ? length : value}`)
}

/** @param sent as it was on the wire, which may be too long to be looked at */
function bodyOf(redacted: Uint8Array, sent: Uint8Array): Pick<ShownExchange['request'], 'body'> {
  if (sent.length > mostRead) return { body: { text: '', cut: sent.length } }
  if (redacted.length === 0) return {}
  const characters = [...textOf(redacted)]
  const cut = characters.length - mostShown
  const text = characters.slice(0, mostShown).join('')
  return { body: { text, ...(cut > 0 ? { cut } : {}) } }
}

function withheld({ index, request, answer }: Exchange): ShownExchange {
  const response = responseOf({ answer })
  return {
    exchange: index,
    request: { method: request.method, url: '', headers: [] },
    ...(response ? { response: { status: response.status, headers: [] } } : {}),
    leftOut: ['everything: a secret was still in it after redaction'],
  }
}
