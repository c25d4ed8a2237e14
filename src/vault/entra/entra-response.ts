import { bytesOf, jsonBytes } from '../../wire/body.ts'
import type { WireResponse } from '../../wire/exchange.ts'

/** Metadata documents may be kept for a day, tokens and errors never: as recorded. */
export type Caching = 'a-day' | 'never'

/** A JSON answer with the headers that every recorded Entra answer has. `now` in milliseconds. */
export function entraResponse(
  status: number,
  value: unknown,
  { now, caching = 'never' }: { readonly now: number; readonly caching?: Caching },
): WireResponse {
  const body = value === undefined ? bytesOf('') : jsonBytes(value)
  return {
    status,
    headers: [
      ...(caching === 'a-day'
        ? ([
            ['Cache-Control', 'max-age=86400, private'],
            ['Access-Control-Allow-Origin', '*'],
            ['Access-Control-Allow-Methods', 'GET, OPTIONS'],
          ] as const)
        : ([
            ['Cache-Control', 'no-store, no-cache'],
            ['Pragma', 'no-cache'],
            ['Expires', '-1'],
          ] as const)),
      ...(value === undefined ? [] : ([['Content-Type', 'application/json; charset=utf-8']] as const)),
      ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
      ['X-Content-Type-Options', 'nosniff'],
      ['P3P', 'CP="DSP CUR OTPi IND OTRi ONL FIN"'],
      ['x-ms-request-id', crypto.randomUUID()],
      ['Date', new Date(now).toUTCString()],
      ['Content-Length', String(body.length)],
    ],
    body,
  }
}
