import type { Exchange, HeaderList, WireRequest } from '../../wire/exchange.ts'
import { getHeader, getHeaders } from '../../wire/headers.ts'
import type { Dials } from './dials.ts'
import type { Difference } from './play-finding.ts'

/** Request headers that are otherwise than recorded; nothing where the recorder lost them. */
export function judgeHeaders(
  request: WireRequest,
  { request: recorded, unknown }: Exchange,
  { headers }: Dials,
): Difference[] {
  if (unknown.has('request.headers')) return []
  switch (headers) {
    case 'contract':
      return [...judgeAccept(recorded.headers, request.headers), ...judgeContentType(recorded, request)]
    case 'exact':
      return judgeAll(recorded.headers, request.headers)
  }
}

function judgeAccept(recorded: HeaderList, sent: HeaderList): Difference[] {
  const received = getHeader(sent, 'accept')
  if (received === undefined || received === 'application/json' || takesJson(received)) return none
  const expected = getHeader(recorded, 'accept')
  if (expected === undefined || !takesJson(expected)) return none
  return [{ field: 'header accept', expected, received: clip(received) }]
}

const none: Difference[] = []

function takesJson(accept: string): boolean {
  return /\*\/\*|application\/(?:\*|(?:[\w.]+\+)?json)/i.test(accept)
}

function judgeContentType(recorded: WireRequest, sent: WireRequest): Difference[] {
  if (recorded.body.length === 0 || sent.body.length === 0) return none
  const expected = mediaType(recorded.headers)
  const received = mediaType(sent.headers)
  if (expected === undefined || expected === received) return []
  return [
    { field: 'header content-type', expected, received: received === undefined ? 'none' : clip(received) },
  ]
}

function mediaType(headers: HeaderList): string | undefined {
  return getHeader(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase()
}

/** Made by the connection. */
const ofTheConnection: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'proxy-connection',
  'expect',
])

/** New with every request, or secret: only whether they are there. */
const changing: ReadonlySet<string> = new Set([
  'authorization',
  'x-ms-client-request-id',
  'client-request-id',
  'request-id',
  'traceparent',
  'tracestate',
  'date',
  'x-ms-date',
  'cookie',
])

function judgeAll(recorded: HeaderList, sent: HeaderList): Difference[] {
  const names = new Set([...recorded, ...sent].map(([name]) => name.toLowerCase()))
  return [...names].sort().flatMap((name) => {
    if (ofTheConnection.has(name)) return []
    const expected = joinedValue(recorded, name)
    const received = joinedValue(sent, name)
    if (expected === received || (name === 'authorization' && received !== undefined)) return []
    const isPresent = expected !== undefined && received !== undefined
    if (isPresent && (changing.has(name) || isPlaceholder(expected))) return []
    return [{ field: `header ${name}`, expected: show(name, expected), received: show(name, received) }]
  })
}

function joinedValue(headers: HeaderList, name: string): string | undefined {
  const values = getHeaders(headers, name)
  return values.length === 0 ? undefined : values.join(', ')
}

/** What recorders put in place of a value. */
function isPlaceholder(value: string): boolean {
  return /^(?:sanitized|redacted)$/i.test(value)
}

const shown: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'user-agent',
])

function show(name: string, value: string | undefined): string {
  if (value === undefined) return 'none'
  return shown.has(name) ? clip(value) : 'another value'
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
