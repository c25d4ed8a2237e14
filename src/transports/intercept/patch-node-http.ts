import http, { type Agent, type ClientRequest, type RequestOptions } from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { urlToHttpOptions } from 'node:url'

/** The agent that takes a request somewhere else; `undefined`: it goes where it would have gone. */
export type Divert = (url: string) => Agent | undefined

/**
 * Puts something in the way of `http.request`, `http.get` and their like for https, also where an ES module imported them by
 * name. Returns what takes it away.
 */
export function patchNodeHttp(divert: Divert): () => void {
  const undo = [
    patchMethod(http, 'request', 'http', divert),
    patchMethod(http, 'get', 'http', divert),
    patchMethod(https, 'request', 'https', divert),
    patchMethod(https, 'get', 'https', divert),
  ]
  syncBuiltinESMExports()
  return () => {
    for (const restore of undo) restore()
    syncBuiltinESMExports()
  }
}

type Module = Pick<typeof http, 'request' | 'get'>
type Method = (...args: unknown[]) => ClientRequest

function patchMethod(
  module: Module,
  name: 'request' | 'get',
  scheme: 'http' | 'https',
  divert: Divert,
): () => void {
  const before = module[name] as unknown as Method
  let isActive = true
  const patched: Method = (...args) => {
    const call = isActive ? readCall(args, scheme) : undefined
    const agent = call && divert(call.url)
    if (!agent) return before.apply(module, args)
    const request = sendThrough(agent, call)
    if (name === 'get') request.end()
    return request
  }
  module[name] = patched as typeof http.request
  return () => {
    isActive = false
    // Somebody may have put something in the way after us: what is behind it stays, and lets everything through.
    if ((module[name] as unknown) === patched) module[name] = before as unknown as typeof http.request
  }
}

/** One call, its overloads told apart. */
interface Call {
  readonly url: string
  readonly options: RequestOptions
  readonly callback: unknown
}

function readCall(args: readonly unknown[], scheme: string): Call | undefined {
  const [first, second, third] = args
  const isAddress = typeof first === 'string' || first instanceof URL
  const address = isAddress ? parseAddress(String(first)) : undefined
  if (isAddress && address === undefined) return undefined
  const given = isAddress ? second : first
  const own: RequestOptions = typeof given === 'object' && given !== null ? given : {}
  const options: RequestOptions = { ...(address && urlToHttpOptions(address)), ...own }
  if (options.socketPath) return undefined
  const callback = [second, third].find((argument) => typeof argument === 'function')
  return { url: addressOf(options, scheme), options, callback }
}

function parseAddress(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

function addressOf(options: RequestOptions, scheme: string): string {
  const { protocol = `${scheme}:`, hostname, host, port, path = '/' } = options
  const name = hostname ?? host ?? 'localhost'
  return `${protocol}//${name}${port ? `:${port}` : ''}${path}`
}

function sendThrough(agent: Agent, { url, options, callback }: Call): ClientRequest {
  const { createConnection: _, ...rest } = options
  const diverted = { ...rest, agent, protocol: url.slice(0, url.indexOf(':') + 1) }
  return Reflect.construct(nodesOwnClientRequest(), [diverted, callback])
}

/** Node's class, whatever stands in its place: what others put there would see, and refuse, a request that is none of theirs. */
function nodesOwnClientRequest(): typeof ClientRequest {
  let prototype: object = http.ClientRequest.prototype
  for (
    let next: object | null = Object.getPrototypeOf(prototype);
    next !== null && next !== http.OutgoingMessage.prototype;
    next = Object.getPrototypeOf(next)
  ) {
    prototype = next
  }
  return prototype.constructor as typeof ClientRequest
}
