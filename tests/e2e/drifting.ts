import { jsonBytes, jsonOf } from '../../src/wire/body.ts'
import { isResponse, type WireResponse } from '../../src/wire/exchange.ts'
import type { Handler } from '../../src/wire/handler.ts'
import { withoutHeader } from '../../src/wire/headers.ts'

/**
 * A service that has moved on: a header more, a member more, another word in a message, no `x-ms-keyvault-region`; and one that no
 * longer keeps the contract, for its times are text.
 */
export function drifting(handler: Handler): Handler {
  return async (request) => {
    const answer = await handler(request)
    return isResponse(answer) && /\/secrets|\/deletedsecrets/.test(request.url) ? changed(answer) : answer
  }
}

function changed({ status, headers, body }: WireResponse): WireResponse {
  const text = JSON.stringify(jsonOf(body), (name, value: unknown) => {
    if (name === 'attributes' && typeof value === 'object') return { ...value, renewal: true }
    if (name === 'updated') return String(value)
    return name === 'message' ? String(value).replace('was not found', 'was never found') : value
  })
  const changedBody = text === undefined ? body : jsonBytes(JSON.parse(text))
  const others = withoutHeader(withoutHeader(headers, 'content-length'), 'x-ms-keyvault-region')
  return {
    status,
    headers: [
      ...others,
      ['x-ms-keyvault-zone', '1'],
      ...(status === 204 ? [] : [['Content-Length', String(changedBody.length)] as const]),
    ],
    body: changedBody,
  }
}
