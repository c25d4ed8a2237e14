import type { ClientError, ErrorCategory } from '../driver.ts'
import { show } from './show.ts'

type Members = Readonly<Record<string, unknown>>

/** An error of a JavaScript client, under the protocol's names. Never throws, whatever was thrown. */
export function toClientError(thrown: unknown): ClientError {
  const error = membersOf(thrown)
  const type = textOf(error['name']) ?? typeof thrown
  const status = integerOf(error['statusCode'])
  const code = textOf(error['code']) ?? textOf(membersOf(error['errorResponse'])['error'])
  const message = textOf(error['message']) ?? show(thrown)
  return withoutAbsent({
    category: categoryOf({ type, status, code, message }),
    type,
    status,
    code,
    innerCode: innerCodeOf(error),
    message,
    requestId: requestIdOf(error),
  }) as unknown as ClientError
}

interface Facts {
  readonly type: string
  readonly status: number | undefined
  readonly code: string | undefined
  readonly message: string
}

/** `AggregateAuthenticationError` and `AuthenticationRequiredError` are of `@azure/identity` as well. */
const credentialErrors = /^(?:Aggregate)?Authentication(?:Required)?Error$|^CredentialUnavailableError$/
/**
 * The challenge policies throw a plain `Error`: "The challenge resource '…' does not match the requested domain",
 * "The challenge contains invalid scope '…'", "The challenge authorization URI '…' is invalid", "… challenge origin …".
 */
const challengeMessages =
  /challenge|requested domain|invalid scope|authorization URI|WWW-Authenticate|access token/i

function categoryOf(facts: Facts): ErrorCategory {
  const { type, status, code, message } = facts
  if (type === 'AbortError' || type === 'TimeoutError') return 'timeout'
  if (credentialErrors.test(type)) return 'authentication'
  if (code === 'PARSE_ERROR') return 'parse'
  if (status !== undefined) return 'service'
  if (type === 'RestError') return transportOrRead(message)
  if (code !== undefined && /^(?:E[A-Z]+|REQUEST_SEND_ERROR)$/.test(code)) return 'transport'
  // A TypeError or RangeError is thrown by the language, never on purpose by a client.
  if (type !== 'Error') return 'internal'
  return challengeMessages.test(message) ? 'authentication' : 'usage'
}

/** A RestError without a status: nothing came back, or the SDK could not make out a page in what did. */
function transportOrRead(message: string): ErrorCategory {
  return message.includes("Couldn't paginate response") ? 'parse' : 'transport'
}

/** `details` is the parsed body, `innererror` spelled as the service or as a serializer does. */
function innerCodeOf(error: Members): string | undefined {
  const response = membersOf(error['response'])
  const bodies = [error['details'], response['parsedBody'], jsonOf(response['bodyAsText'])]
  for (const body of bodies.map(membersOf)) {
    for (const holder of [membersOf(body['error']), body]) {
      const inner = membersOf(holder['innererror'] ?? holder['innerError'])
      const code = textOf(inner['code'])
      if (code !== undefined) return code
    }
  }
  return undefined
}

function requestIdOf(error: Members): string | undefined {
  const headers = membersOf(membersOf(error['response'])['headers'])
  const get = headers['get']
  return typeof get === 'function' ? textOf(get.call(headers, 'x-ms-request-id')) : undefined
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function integerOf(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined
}

function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function withoutAbsent(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined))
}
