import type { SeenExchange } from '../contract/seen-exchange.ts'

/** Method and URL as a report shows them: paths hold only names, a skiptoken is cut, user information is left out. */
export function describeRequest({ exchange }: SeenExchange): string {
  const { method, url } = exchange.request
  const shown = url
    .replace(/(\$skiptoken=|%24skiptoken=)([^&#]{8})[^&#]+/i, '$1$2…')
    .replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1')
  return `${method} ${shown}`
}
