import { isResponse, noBody, type WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { closedError } from '../closed-error.ts'
import { withFetchDefaults } from '../fetch-defaults.ts'
import { followRedirect, type Redirected } from './follow-redirect.ts'

type Divert = (url: string) => Handler | undefined

/** Puts something in the way of `fetch`. Returns what takes it away. */
export function patchFetch(divert: Divert): () => void {
  const before = globalThis.fetch
  let isActive = true
  const patched: typeof fetch = async (input, init) => {
    const handler = isActive ? divert(addressOf(input)) : undefined
    if (!handler) return await before(input, init)
    return await send({ request: new Request(input, init), count: 0 }, handler, { divert, before })
  }
  globalThis.fetch = patched
  return () => {
    isActive = false
    if (globalThis.fetch === patched) globalThis.fetch = before
  }
}

function addressOf(input: Parameters<typeof fetch>[0]): string {
  return input instanceof Request ? input.url : String(input)
}

interface Ways {
  readonly divert: Divert
  /** For all that is not diverted. */
  readonly before: typeof fetch
}

/** Answers a request here, and what it is sent on to here or wherever that is. */
async function send(sent: Redirected, handler: Handler, ways: Ways): Promise<Response> {
  const { request } = sent
  const again = request.clone()
  const response = await answer(handler, request)
  const next = followRedirect(response, { ...sent, request: again })
  if (!next) return sent.count === 0 ? response : markRedirected(response)
  const nextHandler = ways.divert(next.request.url)
  return nextHandler ? await send(next, nextHandler, ways) : markRedirected(await ways.before(next.request))
}

function markRedirected(response: Response): Response {
  return Object.defineProperty(response, 'redirected', { value: true })
}

async function answer(handler: Handler, request: Request): Promise<Response> {
  request.signal.throwIfAborted()
  const answered = await untilAborted(handler(await toWireRequest(request)), request.signal)
  // As fetch reports it; the reason is the cause.
  if (!isResponse(answered)) throw new TypeError('fetch failed', { cause: closedError(answered) })
  const { status, headers, body } = answered
  const isBodyless = status === 204 || status === 205 || status === 304
  const init = { status, headers: headers.map(([name, value]): [string, string] => [name, value]) }
  const response = new Response(isBodyless ? null : body, init)
  return Object.defineProperty(response, 'url', { value: request.url })
}

async function toWireRequest(request: Request): Promise<WireRequest> {
  const body = request.body === null ? noBody : new Uint8Array(await request.arrayBuffer())
  const { method, url, headers } = request
  return { method, url, headers: withFetchDefaults([...headers]), body }
}

function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
