import { isKnown } from '../../../src/contract/seen-facts.ts'
import { jsonBytes } from '../../../src/wire/body.ts'
import { getHeader } from '../../../src/wire/headers.ts'
import { editAnswerObject, isOldPreview, type JsonObject } from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { knowsHost } from '../knows-host.ts'

const form = 'paging/service-next-link-form'

/** Broken nextLinks, pages too large or out of order. */
export const pagingKinds: readonly CorruptionKind[] = [
  linkKind(
    'other-host',
    (link, context) =>
      knowsHost(context, 'nextLink') && link.replace(/^https:\/\/[^/:]+/, 'https://other.vault.azure.net'),
  ),
  linkKind('no-port', (link) => link.replace(/^(https:\/\/[^/]+):443\//, '$1/')),
  linkKind(
    'other-port',
    (link, context) => knowsHost(context, 'nextLink') && link.replace(':443/', ':8443/'),
  ),
  linkKind('http', (link) => link.replace('https:', 'http:')),
  linkKind('relative', (link) => link.replace(/^https:\/\/[^/]+/, '')),
  linkKind('other-path', (link) => link.replace(/:443\/[^?]*/, ':443/certificates')),
  linkKind('other-collection', (link) =>
    link.includes('/deletedsecrets')
      ? link.replace('/deletedsecrets', '/secrets')
      : link.replace('/secrets', '/deletedsecrets'),
  ),
  linkKind('empty', () => ''),
  queryKind('no-api-version', (link) => link.replace(/api-version=[^&]*&/, '')),
  queryKind('other-api-version', (link) => link.replace(/(api-version=)[^&]*/, '$19.9')),
  queryKind('doubled-api-version', (link) => link.replace(/(api-version=[^&]*&)/, '$1$1')),
  queryKind('no-skiptoken', (link) => link.replace(/&\$skiptoken=[^&]*/, '')),
  queryKind('empty-skiptoken', (link) => link.replace(/(&\$skiptoken=)[^&]*/, '$1')),
  queryKind('escaped-dollar', (link) => link.replace('$skiptoken', '%24skiptoken')),
  queryKind('skiptoken-renamed', (link) => link.replace('$skiptoken', '$skipToken')),
  queryKind('order-of-parameters', (link) =>
    link.replace(/(api-version=[^&]*)&(\$skiptoken=[^&]*)/, '$2&$1'),
  ),
  queryKind('maxresults-changed', (link) =>
    link.replace(/(maxresults=)(\d+)/, (_, name, value) => `${name}${Number(value) + 1}`),
  ),
  queryKind('maxresults-dropped', (link) => link.replace(/&maxresults=\d+/, '')),
  queryKind('maxresults-added', (link) => !link.includes('maxresults') && `${link}&maxresults=25`),
  queryKind('other-parameter', (link) => `${link}&foo=bar`),
  pageKind('page/too-large', 'paging/service-page-size', (page, context) => {
    if (!isKnown(context.seen, 'request.query')) return false
    const items = page['value'] as unknown[]
    const asked = Number(context.seen.match?.query.find(([name]) => name === 'maxresults')?.[1] ?? 25)
    while (items.length <= asked) items.push(items[0])
    return true
  }),
  pageKind('page/out-of-order', 'paging/service-order', (page, context) => {
    const items = page['value'] as JsonObject[]
    return isSortable(context, items) && items.reverse()
  }),
  pageKind('page/first-item-last', 'paging/service-order', (page, context) => {
    const items = page['value'] as JsonObject[]
    return isSortable(context, items) && items.push(items.shift() ?? {})
  }),
]

type Change = (link: string, context: CorruptionContext) => string | false

function linkKind(id: string, change: Change): CorruptionKind {
  return pageKind(
    `nextLink/${id}`,
    form,
    (page, context) => {
      const link = page['nextLink']
      const changed = typeof link === 'string' && change(link, context)
      if (changed === false || changed === link) return false
      page['nextLink'] = changed
      return true
    },
    0,
  )
}

/** Where the recorder lost the query of the request there is nothing to hold the link against. */
function queryKind(id: string, change: Change): CorruptionKind {
  return linkKind(id, (link, context) => isKnown(context.seen, 'request.query') && change(link, context))
}

function pageKind(
  id: string,
  requirement: string,
  change: (page: JsonObject, context: CorruptionContext) => false | unknown,
  least = 1,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    const { match, response } = context.seen
    if (response?.status !== 200 || !/^Get.*s$/.test(match?.operation ?? '') || isOldPreview(context))
      return undefined
    return editAnswerObject(
      context,
      (page) => Array.isArray(page['value']) && page['value'].length >= least && change(page, context),
    )
  }
  return { id, requirement, corrupt }
}

/**
 * Recorders cut names short and put one in place of many: then an order proves nothing. A page that was rewritten has
 * another length than its Content-Length says, or names an item twice.
 */
function isSortable({ seen }: CorruptionContext, items: readonly JsonObject[]): boolean {
  const ids = new Set(items.map(({ id }) => String(id).toUpperCase()))
  const { response } = seen
  const length = response && getHeader(response.headers, 'content-length')
  const written = jsonBytes(seen.responseJson()).length
  return (
    items.length >= 2 && ids.size === items.length && (length === undefined || Number(length) === written)
  )
}
