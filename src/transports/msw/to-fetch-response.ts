import { HttpResponse } from 'msw'
import { isResponse, type WireAnswer, type WireResponse } from '../../wire/exchange.ts'
import { closedError } from '../closed-error.ts'
import { nodeRequestOf } from './node-request.ts'

/**
 * An answer for msw: header names in their case and order, repeated ones apart, as far as the client's side shows them. A closed
 * connection is ECONNRESET to a `node:http` client, as on the wire, which SDKs retry, and a network error to fetch.
 */
export function toFetchResponse(answer: WireAnswer, request: Request): Response {
  if (isResponse(answer)) return fetchResponse(answer, answer.body)
  if (answer.sent) return fetchResponse(answer.sent, breakingOff(answer.sent.body, closedError(answer)))
  nodeRequestOf(request)?.destroy(closedError(answer))
  return HttpResponse.error()
}

function fetchResponse({ status, headers }: WireResponse, body: Uint8Array | ReadableStream): Response {
  const response = new Response(isBodyless(status) ? null : body, { status })
  // One by one: given to the constructor, the interceptor would make two more `Headers` of them.
  for (const [name, value] of headers) response.headers.append(name, value)
  return response
}

/** `Response` refuses a body with these. */
function isBodyless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

/** What had gone out, then the end of the connection. */
function breakingOff(sent: Uint8Array, error: Error): ReadableStream {
  let isSent = false
  return new ReadableStream({
    pull(controller) {
      if (isSent || sent.length === 0) controller.error(error)
      else controller.enqueue(sent)
      isSent = true
    },
  })
}
