import type { HeaderList, WireRequest, WireResponse } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'
import type { Outcome } from './outcome.ts'
import type { VaultState } from './vault-state.ts'

type Header = readonly [name: string, value: string]

/** Build of the service in June 2026, the newest recorded. */
const serviceVersion: Header = ['x-ms-keyvault-service-version', '1.9.3449.1']
/** The caller's address, here one that RFC 5737 keeps for documentation. */
const networkInfo: Header = [
  'x-ms-keyvault-network-info',
  'conn_type=Ipv4;addr=192.0.2.1;act_addr_fam=InterNetwork;',
]
/** 32 hexadecimal digits since 2024. Its companion x-ms-keyvault-rbac-cache was last seen in 2023. */
const rbacAssignment: Header = ['x-ms-keyvault-rbac-assignment-id', '6f2a4c8e10b35d7990e2a4c6f8b1d305']
const cacheControl: Header = ['Cache-Control', 'no-cache']
const pragma: Header = ['Pragma', 'no-cache']
const expires: Header = ['Expires', '-1']
const contentType: Header = ['Content-Type', 'application/json; charset=utf-8']
const noSniff: Header = ['X-Content-Type-Options', 'nosniff']
const strictTransport: Header = ['Strict-Transport-Security', 'max-age=31536000;includeSubDomains']

/**
 * Adds the headers of the live service, in its order: Content-Length comes last with a 200 and early with an
 * error; a 204 has neither length nor type; a 401 has the challenge. The rbac header is on every authorised
 * answer of a vault with that access model, so never on 401, nor on 405, which is found out before access is
 * looked at.
 *
 * @param now Milliseconds since the Unix epoch by the vault's clock.
 */
export function toResponse(
  outcome: Outcome,
  request: WireRequest,
  state: VaultState,
  now: number,
): WireResponse {
  const { status, body } = outcome
  const headers: Header[] = [cacheControl, pragma]
  if (status >= 400) headers.push(lengthHeader(body.length))
  if (status !== 204 && body.length > 0) headers.push(contentType)
  headers.push(expires)
  if (outcome.challenge !== undefined) headers.push(['WWW-Authenticate', outcome.challenge])
  headers.push(regionHeader(state.region))
  const clientRequestId = getHeader(request.headers, 'x-ms-client-request-id')
  if (clientRequestId !== undefined) headers.push(['x-ms-client-request-id', clientRequestId])
  headers.push(['x-ms-request-id', crypto.randomUUID()], serviceVersion, networkInfo)
  if (state.behaviour.accessModel === 'rbac' && status !== 401 && status !== 405) headers.push(rbacAssignment)
  headers.push(noSniff, strictTransport, dateHeader(now))
  if (status < 400 && status !== 204) headers.push(lengthHeader(body.length))
  return { status, headers: headers as HeaderList, body }
}

// Headers that come again are one pair: traces keep thousands of answers, and what they share takes no room.

let lastSecond = Number.NaN
let lastDate: Header = ['Date', '']

/** Formatted once a second. */
function dateHeader(now: number): Header {
  const second = Math.floor(now / 1000)
  if (second !== lastSecond) {
    lastSecond = second
    lastDate = ['Date', new Date(second * 1000).toUTCString()]
  }
  return lastDate
}

let lastRegion: Header = ['x-ms-keyvault-region', '']

function regionHeader(region: string): Header {
  if (lastRegion[1] !== region) lastRegion = ['x-ms-keyvault-region', region]
  return lastRegion
}

const lengths: Header[] = []

/** Those of all but the longest bodies are made once. */
function lengthHeader(length: number): Header {
  const known = lengths[length]
  if (known !== undefined) return known
  const header: Header = ['Content-Length', String(length)]
  if (length < 4096) lengths[length] = header
  return header
}
