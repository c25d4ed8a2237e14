import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { bytesOf, jsonOf } from '../wire/body.ts'
import { isResponse, type WireAnswer, type WireResponse } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { getHeader } from '../wire/headers.ts'
import { createClock } from './clock.ts'
import { createVault, type Vault, type VaultOptions } from './create-vault.ts'

/** For tests only: a vault at a fixed time, and requests to it as a client would send them. */
export const testTenant = '11111111-1111-4111-8111-111111111111'
export const testHost = 'contoso.vault.azure.net'
/** 2026-07-01T12:00:00Z, in Unix seconds. */
export const testTime: number = Date.UTC(2026, 6, 1, 12) / 1000

/** A vault whose clock stands still at `testTime`. */
export function createTestVault(behaviour: VaultBehaviour = {}, options: Partial<VaultOptions> = {}): Vault {
  const clock = createClock()
  clock.set(testTime * 1000)
  return createVault({ host: testHost, tenantId: testTenant, clock, behaviour, ...options })
}

/** What differs from an ordinary authorised request. */
export interface SendOptions {
  /** A JSON value, or raw text. */
  readonly body?: unknown
  readonly raw?: string
  /** Default 2025-07-01; null: none. */
  readonly apiVersion?: string | null
  /** Default: a test token; null: none. */
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** A response with its parts read. */
export interface Answer {
  readonly status: number
  readonly json: Record<string, unknown>
  readonly text: string
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>
}

/** Sends one request; a path with a `?` keeps its own query before the api-version. */
export async function send(vault: Vault, request: string, options: SendOptions = {}): Promise<Answer> {
  const answer = await sendRaw(vault.handler, request, options)
  if (!isResponse(answer)) throw new Error('The connection was closed.')
  return toAnswer(answer)
}

/** As `send`, for answers that may be a closed connection. */
export function sendRaw(handler: Handler, request: string, options: SendOptions = {}): Promise<WireAnswer> {
  const [method = '', path = ''] = request.split(' ')
  const { apiVersion = '2025-07-01', token = testToken(), headers = {} } = options
  const separator = path.includes('?') ? '&' : '?'
  const query = apiVersion === null ? '' : `${separator}api-version=${apiVersion}`
  const url = path.startsWith('https:') ? path : `https://${testHost}${path}${query}`
  const authorization = token === null ? [] : [['Authorization', `Bearer ${token}`] as const]
  const text = options.raw ?? (options.body === undefined ? '' : JSON.stringify(options.body))
  return handler({
    method,
    url,
    headers: [...authorization, ...Object.entries(headers)],
    body: bytesOf(text),
  })
}

/** A test token as a driver's credential makes them. */
export function testToken(members: Readonly<Record<string, unknown>> = {}): string {
  const asked = { scopes: ['https://vault.azure.net/.default'], tenantId: testTenant, serial: 1, ...members }
  return `kvc-test.${Buffer.from(JSON.stringify(asked)).toString('base64url')}`
}

function toAnswer(response: WireResponse): Answer {
  const names = new Set(response.headers.map(([name]) => name.toLowerCase()))
  const json = jsonOf(response.body)
  return {
    status: response.status,
    json: typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {},
    text: Buffer.from(response.body).toString(),
    headers: Object.fromEntries([...names].map((name) => [name, getHeader(response.headers, name) ?? ''])),
  }
}
