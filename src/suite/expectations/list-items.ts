import { isDeepStrictEqual } from 'node:util'
import type { OutcomeExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'
import { matchMembers } from './match-members.ts'

type Value = Readonly<Record<string, unknown>>

/** Judges the listed items: their names in order, what they hold, their number, the sizes of their pages, and that none came twice. */
export function expectListItems(expectation: OutcomeExpectation, value: Value): Broken[] {
  const { names, items, itemCount, pages, distinctIds } = expectation
  return [
    ...(names ? expectNames(names, value) : []),
    ...Object.entries(items ?? {}).flatMap(([name, wanted]) => expectItem(name, wanted, value)),
    ...(itemCount === undefined ? [] : expectItemCount(itemCount, value)),
    ...(pages ? expectPages(pages, value) : []),
    ...(distinctIds ? expectDistinctIds(value) : []),
  ]
}

function expectNames(wanted: readonly string[], value: Value): Broken[] {
  const received = itemsOf(value)?.map((item) => item['name'])
  if (isDeepStrictEqual(received, [...wanted])) return []
  return [
    listBroken(
      '/value/items',
      wanted,
      received,
      'The listed names are not the expected ones in their order.',
    ),
  ]
}

function expectItem(name: string, wanted: object, value: Value): Broken[] {
  const items = itemsOf(value) ?? []
  const at = items.findIndex((item) => item['name'] === name)
  if (at < 0) return [listBroken('/value/items', name, undefined, `The item ${name} was not listed.`)]
  return matchMembers(wanted, items[at], `/value/items/${at}`)
}

function expectItemCount(wanted: number, value: Value): Broken[] {
  const received = itemsOf(value)?.length
  if (received === wanted) return []
  return [
    listBroken(
      '/value/items',
      wanted,
      received,
      `${received ?? 'No'} items were listed; expected were ${wanted}.`,
    ),
  ]
}

function expectPages(wanted: readonly number[], value: Value): Broken[] {
  const pages = value['pages']
  const received = Array.isArray(pages) ? pages.filter((size) => size !== 0) : undefined
  if (isDeepStrictEqual(received, [...wanted])) return []
  return [listBroken('/value/pages', wanted, received, 'The items did not come in the expected pages.')]
}

function expectDistinctIds(value: Value): Broken[] {
  const ids = itemsOf(value)?.map((item) => item['id'] ?? item['name'])
  if (ids === undefined)
    return [listBroken('/value/items', 'a list', undefined, 'The call did not return a list.')]
  const index = ids.findIndex((id, at) => ids.indexOf(id) !== at)
  if (index < 0) return []
  const twice = describeValue(ids[index], '/value/items')
  return [
    {
      pointer: `/value/items/${index}`,
      expected: 'every item once',
      received: twice,
      message: `The item ${twice} was listed more than once.`,
    },
  ]
}

function itemsOf(value: Value): Readonly<Record<string, unknown>>[] | undefined {
  return Array.isArray(value['items']) ? value['items'] : undefined
}

function listBroken(pointer: string, wanted: unknown, received: unknown, message: string): Broken {
  return {
    pointer,
    expected: describeValue(wanted, pointer),
    received: describeValue(received, pointer),
    message,
  }
}
