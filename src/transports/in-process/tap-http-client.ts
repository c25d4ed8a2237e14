import { bytesOf } from '../../wire/body.ts'
import type { WireResponse } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import {
  type HttpClient,
  type HttpClientRequest,
  type HttpClientResponse,
  type InnerHttpClient,
  toWireRequest,
} from './http-client.ts'

/**
 * An HTTP client that does what another one does, with each exchange going through a wrapper of handlers on its way. A request
 * that fails without an answer is told to nobody but the caller.
 *
 * @param through what `RecordingSession.record` is
 */
export function tapHttpClient(inner: InnerHttpClient, through: (handler: Handler) => Handler): HttpClient {
  return {
    async sendRequest(request) {
      let response: HttpClientResponse<typeof request> | undefined
      const handler = through(async () => {
        response = (await inner.sendRequest(request as never)) as HttpClientResponse<typeof request>
        return toWireResponse(response)
      })
      await handler(toWireRequest(request))
      return response as HttpClientResponse<typeof request>
    },
  }
}

/** Bodies are text that was unpacked already: what says how it was packed does not hold of it. */
function toWireResponse({
  status,
  headers,
  bodyAsText,
}: HttpClientResponse<HttpClientRequest>): WireResponse {
  const kept = [...headers].filter(
    ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/i.test(name),
  )
  return { status, headers: kept, body: bytesOf(bodyAsText ?? '') }
}
