import { isResponse, noBody, type WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { closedError } from '../closed-error.ts'
import { withFetchDefaults } from '../fetch-defaults.ts'

/** Puts something in the way of `fetch`. Returns what takes it away. */
export function patchFetch(divert: (url: string) => Handler | undefined): () => void {
  const before = globalThis.fetch
  let isActive = true
  const patched: typeof fetch = async (input, init) => {
    const handler = isActive ? divert(addressOf(input)) : undefined
    return handler ? await answer(handler, new Request(input, init)) : await before(input, init)
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
