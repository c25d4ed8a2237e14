import nock from 'nock'
import { entraClouds, identityHost } from '../../contract/entra-hosts.ts'
import { isResponse, type WireRequest } from '../../wire/exchange.ts'
import { parseUrl } from '../../wire/url.ts'
import type { AnsweringService } from '../answering-service.ts'
import { closedError } from '../closed-error.ts'
import { anyOriginPattern, originPattern } from './origin-pattern.ts'
import { toWireRequest } from './to-wire-request.ts'

/** A service that may say under which address it is first looked for. */
export type InterceptedService = AnsweringService & { readonly url?: string }

/**
 * Puts a service behind nock: its vault's host and what it answers of the sign-in hosts. The interceptors stay until they are
 * taken away, none of them is ever pending, and they answer by what the service says of each request.
 *
 * @returns what takes them away, and no others
 */
export function installInterceptors(service: InterceptedService): () => void {
  // The vault's own first: nock looks for a request's host in the order in which hosts were declared.
  const origins = [...(service.url === undefined ? [] : [originOf(service.url)]), ...signInOrigins]
  const installed = origins.flatMap((origin) => interceptOrigin(origin, service))
  let isOpen = true
  installed.push(...interceptVaults(service, () => isOpen))
  findOurs()
  return () => {
    isOpen = false
    for (const interceptor of installed.splice(0)) nock.removeInterceptor(interceptor)
    findOurs()
  }
}

/** With ports, as nock compares them. */
const signInOrigins: readonly string[] = [
  ...entraClouds.flatMap(({ aliases }) => aliases.map((host) => `https://${host}:443`)),
  `http://${identityHost}:80`,
]

let services = 0

/** Origins at which there are interceptors of ours: known when they come and go, so that no request has to ask. */
let ours: ReadonlySet<string> = new Set()

/** Asks nock, which a user may have cleared meanwhile. */
function findOurs(): void {
  const places = nock.activeMocks().filter((mock) => mock.endsWith(mark))
  ours = new Set(places.map((place) => place.slice(place.indexOf(' ') + 1, -mark.length)))
}

/** How `nock.activeMocks()` shows an interceptor of ours. */
const mark = '/ (keyvault-contract)'

/** By ours, or by a user's own in the same group. */
function isTaken(origin: string): boolean {
  return ours.has(origin) || nock.activeMocks().some((mock) => mock.includes(` ${origin}/`))
}

function originOf(url: string): string {
  const parts = parseUrl(url)
  return parts ? `${parts.scheme}//${parts.host}:${parts.port}` : url
}

function interceptOrigin(origin: string, service: InterceptedService): nock.Interceptor[] {
  return intercept(originPattern(origin, isTaken), service, (path) => service.answers(origin + path))
}

/** Vaults under other names: a player answers for the hosts that were recorded too. */
function interceptVaults(service: InterceptedService, isOpen: () => boolean): nock.Interceptor[] {
  const accepts = (origin: string): boolean =>
    isOpen() && !signInOrigins.includes(origin) && service.answers(`${origin}/secrets`)
  return intercept(anyOriginPattern(`vaults of service ${++services}`, accepts), service, () => true)
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

function intercept(
  base: RegExp,
  service: InterceptedService,
  accepts: (path: string) => boolean,
): nock.Interceptor[] {
  const scope = nock(base).persist()
  scope.on('request', keepBodyUnread)
  const uri = Object.assign(accepts, { toString: () => mark.slice(1) })
  return methods.map((method) => {
    const interceptor = scope.intercept(uri, method).optionally()
    interceptor.reply(function (path) {
      return replyOf(service, toWireRequest(this.req, path))
    })
    return interceptor
  })
}

/** nock parses what says that it is JSON, and throws into nowhere when it is not: what is wrong with a body is the vault's to say. */
function keepBodyUnread(request: { readonly headers?: Record<string, unknown> }): void {
  delete request.headers?.['content-type']
}

/** A function that throws is answered as `replyWithError` answers. */
async function replyOf(service: InterceptedService, request: WireRequest): Promise<nock.ReplyFnResult> {
  const answer = await service.handler(request)
  if (!isResponse(answer)) throw closedError(answer)
  return [answer.status, Buffer.from(answer.body), answer.headers.flat()]
}
