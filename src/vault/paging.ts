import type { ListOperation } from '../contract/operation.ts'
import type { Call } from './call.ts'
import { errors } from './errors.ts'
import { fillBehaviour } from './fill-behaviour.ts'
import { undressToken, writeNextLink } from './next-link.ts'
import { type Outcome, ok } from './outcome.ts'
import { type Position, readSkiptoken, writeSkiptoken } from './skiptoken.ts'

/** A list before it is cut into pages. */
export interface Listing {
  readonly operation: ListOperation
  readonly path: string
  /** Upper-cased, ascending: the service's order. */
  readonly keys: readonly string[]
  /** The item under a key; `undefined` when it is not to be seen now. */
  item(key: string): unknown
  /** Goes before the key in a continuation marker: `NAME/` in a list of versions. */
  readonly markerBefore?: string
  /** Goes after it. */
  markerAfter?(key: string): string
}

const largestPage = 25

/**
 * One page of a list: at most 25 items, or as many as `maxresults` asks for; `value` and `nextLink` always
 * present.
 */
export function answerPage(call: Call, listing: Listing): Outcome {
  const size = pageSize(call)
  const start = startOf(call, listing)
  if (size === undefined || start === undefined) return errors.invalidProperty()
  const plan = call.state.behaviour.pages?.[listing.operation]
  const items: unknown[] = []
  const wanted = Math.min(size, plan?.[start.page] ?? size)
  let at = firstIndex(listing.keys, start.key)
  for (; at < listing.keys.length && items.length < wanted; at++) {
    const item = listing.item(listing.keys[at] ?? '')
    if (item !== undefined) items.push(item)
  }
  const page = start.page + 1
  return ok(pageBody(call, items, nextLinkOf(call, listing, { at, page, endless: plan?.[page] === 0 })))
}

/** `undefined` when out of 1..25. Unconfirmed: code and text of that refusal; the status is documented. */
function pageSize({ match }: Call): number | undefined {
  const sent = parameter(match, 'maxresults')
  if (sent === undefined) return largestPage
  const size = /^\d{1,9}$/.test(sent) ? Number(sent) : 0
  return size >= 1 && size <= largestPage ? size : undefined
}

function startOf({ match, state }: Call, { markerBefore = '' }: Listing): Position | undefined {
  const sent = parameter(match, '$skiptoken')
  if (sent === undefined) return { key: '', page: 0 }
  const token = undressToken(sent, state.behaviour.nextLinkForm ?? 'service')
  return token === undefined ? undefined : readSkiptoken(token, markerBefore)
}

/** Binary search: the marker may name an item that is gone by now. */
function firstIndex(keys: readonly string[], from: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] ?? '') < from) low = middle + 1
    else high = middle
  }
  return low
}

interface Rest {
  /** Index of the next item. */
  readonly at: number
  readonly page: number
  /** The plan wants an empty page next, even after the last item. */
  readonly endless: boolean
}

/** Sorts after every name and version id. */
const pastTheEnd = '~'

function nextLinkOf(
  { state, match, traits }: Call,
  listing: Listing,
  { at, page, endless }: Rest,
): string | undefined {
  const next = listing.keys[at] ?? (endless ? pastTheEnd : undefined)
  if (next === undefined) return undefined
  const planned = state.behaviour.pages?.[listing.operation] !== undefined
  const skiptoken = writeSkiptoken(
    { key: next, page: planned ? page : 0 },
    { before: listing.markerBefore ?? '', after: listing.markerAfter?.(next) ?? '' },
  )
  const { nextLinkHost, nextLinkForm = 'service' } = state.behaviour
  const parts = {
    authority: fillBehaviour(nextLinkHost, state) ?? `${state.host}:443`,
    path: listing.path,
    apiVersion: traits.version,
    skiptoken,
    maxResults: parameter(match, 'maxresults'),
  }
  return writeNextLink(parts, nextLinkForm, traits.version === '7.4' ? '7.3' : '7.4')
}

function pageBody({ state }: Call, items: readonly unknown[], nextLink: string | undefined): unknown {
  const { emptyListValue = 'array', nextLinkForm } = state.behaviour
  const value = items.length === 0 && emptyListValue === 'null' ? null : items
  if (nextLink !== undefined) return { value, nextLink }
  if (nextLinkForm === 'absent-at-end') return { value }
  return { value, nextLink: nextLinkForm === 'empty-string-at-end' ? '' : null }
}

function parameter(match: Call['match'], name: string): string | undefined {
  return match.query.find(([candidate]) => candidate === name)?.[1]
}
