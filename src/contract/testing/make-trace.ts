import { bytesOf, jsonBytes } from '../../wire/body.ts'
import { type Exchange, type HeaderList, noBody, type UnknownPart } from '../../wire/exchange.ts'

/** An exchange in a test, by what is special about it; everything else is as the service and a good client have it. */
export interface Part {
  readonly method?: string
  readonly host?: string
  readonly path?: string
  readonly query?: string
  /** In place of host, path and query. */
  readonly url?: string
  /** The bearer token; null: none. */
  readonly token?: string | null
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown
  /** Null takes a header away. */
  readonly requestHeaders?: Readonly<Record<string, string | null>>
  readonly status?: number
  readonly answer?: unknown
  readonly headers?: Readonly<Record<string, string | null>>
  readonly closed?: true
  readonly sentAt?: number
  readonly answeredAt?: number
  readonly unknown?: readonly UnknownPart[]
}

const start = Date.parse('2026-06-17T10:00:00Z')

/** The exchanges of a trace, one second apart. */
export function makeTrace(parts: readonly Part[]): Exchange[] {
  return parts.map((part, index) => {
    const sentAt = part.sentAt ?? start + index * 1000
    return {
      index,
      request: {
        method: part.method ?? 'GET',
        url:
          part.url ??
          `https://${part.host ?? vaultHost}${part.path ?? '/secrets/n/'}?${part.query ?? 'api-version=7.6'}`,
        headers: requestHeaders(part, index),
        body: bodyOf(part.body),
      },
      answer: part.closed
        ? { closed: true }
        : { status: part.status ?? 200, headers: responseHeaders(part, index), body: bodyOf(part.answer) },
      sentAt,
      answeredAt: part.answeredAt ?? sentAt + 500,
      unknown: new Set(part.unknown ?? []),
    }
  })
}

export const vaultHost = 'kvc.vault.azure.net'
export const version = '0123456789abcdef0123456789abcdef'

/** What the service says of the secret `n`. */
export function bundle(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    value: 'v',
    id: `https://${vaultHost}/secrets/n/${version}`,
    attributes: {
      enabled: true,
      created: 1,
      updated: 1,
      recoveryLevel: 'CustomizedRecoverable+Purgeable',
      recoverableDays: 7,
    },
    ...members,
  }
}

/** The same without its value, as after an update. */
export function metadata(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { value: _, ...rest } = bundle(members)
  return rest
}

/** The same, deleted. */
export function deletedBundle(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const recoveryId = `https://${vaultHost}/deletedsecrets/n`
  return { recoveryId, deletedDate: 1000, scheduledPurgeDate: 1000 + 7 * 86_400, ...metadata(members) }
}

/** A page of secrets with these names. */
export function page(names: readonly string[], nextLink: string | null = null): Record<string, unknown> {
  const { attributes } = bundle()
  return {
    value: names.map((name) => ({ id: `https://${vaultHost}/secrets/${name}`, attributes })),
    nextLink,
  }
}

export function serviceError(code: string, message: string, inner?: string): Record<string, unknown> {
  return { error: { code, message, ...(inner && { innererror: { code: inner } }) } }
}

/** A first request: without token and body, answered with a challenge. */
export function probe(part: Part = {}): Part {
  return { ...part, token: null, body: undefined, ...challenged }
}

/** The answer to a request without a token. */
export const challenged: Part = {
  status: 401,
  answer: serviceError('Unauthorized', 'AKV10000: Request is missing a Bearer, PoP, or MTLS_POP token.'),
  headers: {
    'WWW-Authenticate':
      'Bearer authorization="https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111", resource="https://vault.azure.net"',
  },
}

function requestHeaders({ token, body, requestHeaders: changes }: Part, index: number): HeaderList {
  return changed(
    {
      Accept: 'application/json',
      'User-Agent': 'a-client/1.0',
      'x-ms-client-request-id': guid('c', index),
      ...(token === null ? {} : { Authorization: `Bearer ${token ?? 't'}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    changes,
  )
}

function responseHeaders(part: Part, index: number): HeaderList {
  const echoed = part.requestHeaders?.['x-ms-client-request-id'] ?? guid('c', index)
  return changed(
    {
      'Cache-Control': 'no-cache',
      Pragma: 'no-cache',
      Expires: '-1',
      'x-ms-keyvault-region': 'westeurope',
      'x-ms-client-request-id': echoed,
      'x-ms-request-id': guid('e', index),
      'x-ms-keyvault-service-version': '1.9.3449.1',
      'x-ms-keyvault-network-info': 'conn_type=Ipv4;addr=10.0.0.1;act_addr_fam=InterNetwork;',
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': 'max-age=31536000;includeSubDomains',
      Date: 'Wed, 17 Jun 2026 10:00:00 GMT',
      ...(part.answer === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    },
    part.headers,
  )
}

function changed(
  headers: Record<string, string>,
  changes: Readonly<Record<string, string | null>> = {},
): HeaderList {
  const list = Object.entries({ ...headers, ...changes })
  return list.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}

function guid(letter: string, index: number): string {
  return `${letter.repeat(8)}-0000-0000-0000-${String(index).padStart(12, '0')}`
}

function bodyOf(body: unknown): Uint8Array {
  if (body === undefined) return noBody
  return typeof body === 'string' ? bytesOf(body) : jsonBytes(body)
}
