import type { Selector } from '../../contract/generated/types/scenario.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { parseQuery } from '../../wire/url.ts'
import type { WireScene } from './wire-scene.ts'

/** The exchanges of the trace that a selector picks, in order. All its members must hold; `nth` counts what is left. */
export function selectExchanges(selector: Selector, scene: WireScene): SeenExchange[] {
  const picked = scene.trace.filter((seen) => isPicked(selector, seen, scene.hosts))
  return selector.nth === undefined ? picked : picked.slice(selector.nth - 1, selector.nth)
}

/** A selector in words, for messages: `authorized GetSecret requests for "a" answered 200`. */
export function describeSelector(selector: Selector): string {
  const { operation, kind, vault, name, authorized, status, nextPage, nth } = selector
  const words = [
    nth === undefined ? '' : `#${nth} of the`,
    authorized === undefined ? '' : authorized ? 'authorized' : 'unauthorized',
    kind === 'token' ? 'token' : (operation ?? ''),
    nextPage === undefined ? '' : nextPage ? 'next-page' : 'first-page',
    'requests',
    name === undefined ? '' : `for "${name}"`,
    vault === undefined ? '' : `to vault "${vault}"`,
    status === undefined ? '' : `answered ${status}`,
  ]
  return words.filter((word) => word !== '').join(' ')
}

function isPicked(selector: Selector, seen: SeenExchange, hosts: ReadonlyMap<string, string>): boolean {
  const { operation, name, authorized, status, nextPage } = selector
  return (
    isOfKind(selector, seen, hosts) &&
    (operation === undefined || seen.match?.operation === operation) &&
    (name === undefined || seen.match?.name === name) &&
    (authorized === undefined || seen.authorized === authorized) &&
    (status === undefined || seen.response?.status === status) &&
    (nextPage === undefined || isNextPage(seen) === nextPage)
  )
}

function isOfKind(
  { kind, vault }: Selector,
  seen: SeenExchange,
  hosts: ReadonlyMap<string, string>,
): boolean {
  if (kind === 'token') return isTokenRequest(seen)
  const host = seen.url?.host
  if (vault !== undefined) return host === hosts.get(vault)
  return [...hosts.values()].some((known) => known === host)
}

/** Requests that ask for a token: not those for keys or discovery documents. */
function isTokenRequest(seen: SeenExchange): boolean {
  const path = seen.url?.path.toLowerCase() ?? ''
  return (seen.role === 'entra' && /\/token\/?$/.test(path)) || seen.role === 'identity'
}

function isNextPage(seen: SeenExchange): boolean {
  return parseQuery(seen.url?.query ?? '').some(([name]) => name.toLowerCase() === '$skiptoken')
}
