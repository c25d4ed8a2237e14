import { type HttpHandler, http } from 'msw'
import type { AnsweringService } from '../answering-service.ts'
import { toFetchResponse } from './to-fetch-response.ts'
import { toWireRequest } from './to-wire-request.ts'

/**
 * A request handler of msw for each service. It takes the requests that the service answers and no others, so that it can stand
 * before or behind a user's own, and beside those of other services.
 */
export function createMswHandlers(services: readonly AnsweringService[]): HttpHandler[] {
  return services.map((service) =>
    http.all(
      ({ request }) => service.answers(request.url),
      async ({ request }) => toFetchResponse(await service.handler(await toWireRequest(request)), request),
    ),
  )
}
