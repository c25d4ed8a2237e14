/** How often a request is sent on: Fetch standard, HTTP-redirect fetch. */
const mostRedirects = 20
const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** A request, and how often it was sent on before. */
export interface Redirected {
  readonly request: Request
  readonly count: number
}

/**
 * Where an answer sends a request, as fetch does it: another method where the standard says so, without credentials to another
 * origin, and with its body again. `undefined`: the answer is the caller's.
 *
 * @param request not read yet: a clone of what was sent
 * @throws TypeError where fetch fails
 */
export function followRedirect(response: Response, { request, count }: Redirected): Redirected | undefined {
  const location = statuses.has(response.status) ? response.headers.get('location') : null
  if (location === null || request.redirect === 'manual') return undefined
  if (request.redirect === 'error') throw failed('unexpected redirect')
  if (count >= mostRedirects) throw failed('redirect count exceeded')
  if (!URL.canParse(location, request.url)) throw failed('invalid redirect URL')
  const url = new URL(location, request.url)
  if (!/^https?:$/.test(url.protocol)) throw failed('URL scheme must be a HTTP(S) scheme')
  return { request: redirect(request, url, response.status), count: count + 1 }
}

function redirect(request: Request, url: URL, status: number): Request {
  const headers = new Headers(request.headers)
  if (url.origin !== new URL(request.url).origin)
    for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) headers.delete(name)
  if (!becomesGet(request.method, status)) return new Request(new Request(url, request), { headers })
  for (const name of [
    'content-encoding',
    'content-language',
    'content-location',
    'content-type',
    'content-length',
  ])
    headers.delete(name)
  const { redirect, signal } = request
  return new Request(url, { method: 'GET', headers, redirect, signal })
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return (status === 301 || status === 302) && method === 'POST'
}

function failed(why: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(why) })
}
