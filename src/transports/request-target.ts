/** What of an absolute URL stands in the request line (RFC 9112 §3.2.1), untouched: path and query, and a `/` where there is no path. */
export function requestTarget(url: string): string {
  const authorityEnd = url.indexOf('//') + 2
  const pathStart = url.slice(authorityEnd).search(/[/?#]/)
  const target = pathStart < 0 ? '/' : url.slice(authorityEnd + pathStart).replace(/#.*$/, '')
  return target.startsWith('/') ? target : `/${target}`
}
