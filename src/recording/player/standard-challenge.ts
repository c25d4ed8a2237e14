import { jsonBytes } from '../../wire/body.ts'
import type { WireRequest, WireResponse } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { resourceFor } from './rewrite-challenge.ts'

/**
 * The service's answer to a request without a token, for recordings that kept none: what 15,198 recorded challenges hold, with the
 * text of 2021 to 2025.
 */
export function standardChallenge(request: WireRequest, host: string, tenant: string): WireResponse {
  const body = jsonBytes({
    error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' },
  })
  const clientRequestId = getHeader(request.headers, 'x-ms-client-request-id')
  const challenge = `Bearer authorization="https://login.microsoftonline.com/${tenant}", resource="${resourceFor(host)}"`
  return {
    status: 401,
    headers: [
      ['Cache-Control', 'no-cache'],
      ['Pragma', 'no-cache'],
      ['Content-Length', String(body.length)],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Expires', '-1'],
      ['WWW-Authenticate', challenge],
      ...(clientRequestId === undefined ? [] : [['x-ms-client-request-id', clientRequestId] as const]),
      ['X-Content-Type-Options', 'nosniff'],
      ['Strict-Transport-Security', 'max-age=31536000;includeSubDomains'],
    ],
    body,
  }
}
