/**
 * Vaults and players behind Mock Service Worker, in Node and in browsers.
 *
 * @packageDocumentation
 */
import type { HttpHandler } from 'msw'
import { createMswHandlers } from '../transports/msw/create-msw-handlers.ts'
import { createUnhandledReporter, type UnhandledOptions } from '../transports/msw/report-unhandled.ts'
import { demandServices } from './demand-service.ts'
import { checkOptions, type Legal, oneOf } from './options.ts'
import type { InProcessService } from './service.ts'

export type { UnhandledOptions } from '../transports/msw/report-unhandled.ts'
export type { InProcessService } from './service.ts'

/**
 * Request handlers for msw 2, one for each vault or player: each answers its own vault host, and of the sign-in hosts what names
 * its tenant. All other requests fall through, to your own handlers or to `onUnhandledRequest`. They work in
 * `setupServer`, `setupWorker`, `server.use` and `server.boundary`.
 *
 * What is seen of a request: of `node:http` clients, such as the official one, everything as it crosses the wire. Of `fetch` the
 * headers as they were given, in a browser in lower case and sorted; what fetch adds itself (`Accept`, `User-Agent`) is filled
 * in, so that no requirement is broken by it. A closed connection is ECONNRESET to `node:http`, a network error to `fetch`;
 * a request that a player has no answer to is an error with code KVC_UNANSWERED.
 *
 * @example
 * const vault = createVault({ secrets: { 'db-password': 'old' } })
 * const server = setupServer(...keyVaultHandlers(vault), http.get('https://example.com/', resolver))
 * server.listen({ onUnhandledRequest: reportUnhandled() })
 *
 * @throws UsageError when there is no service, one that is none or closed, or two at one address
 */
export function keyVaultHandlers(...services: InProcessService[]): HttpHandler[] {
  demandServices('keyVaultHandlers', services)
  return createMswHandlers(services)
}

/**
 * A function for msw's `onUnhandledRequest`. A request to a vault or a sign-in host that no service answers is told with method and
 * address alone: msw's own strategies print bodies, which hold secrets, and client secrets.
 *
 * @example server.listen({ onUnhandledRequest: reportUnhandled({ keyVault: 'error', others: 'bypass' }) })
 *
 * @throws UsageError for an option that there is not
 */
export function reportUnhandled(options: UnhandledOptions = {}): ReturnType<typeof createUnhandledReporter> {
  checkOptions('reportUnhandled', options, { keyVault: oneOf('error', 'warn'), others: strategy })
  return createUnhandledReporter(options)
}

const strategy: Legal = {
  expected: "'bypass', 'warn', 'error' or a function",
  accepts: (value) => typeof value === 'function' || ['bypass', 'warn', 'error'].includes(value as string),
}
