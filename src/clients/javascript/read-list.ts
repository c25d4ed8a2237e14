import type { PagedList } from './sdk.ts'
import { type ExposedSecret, toSecret } from './to-secret.ts'

/** Arguments of the list calls: `list` in `schemas/driver.json`. */
export interface ListArguments {
  readonly byPage?: boolean
  readonly pageSize?: number
  readonly continuation?: string
  readonly maxPages?: number
}

export interface ListResult {
  readonly items: readonly ExposedSecret[]
  readonly pages?: readonly number[]
  readonly continuation?: string
}

/** Iterates items, or pages where the arguments ask for them. */
export async function readList(list: PagedList, asked: ListArguments): Promise<ListResult> {
  const { byPage, pageSize, continuation, maxPages } = asked
  const wantsPages = byPage ?? [pageSize, continuation, maxPages].some((setting) => setting !== undefined)
  if (wantsPages) return readPages(list, asked)
  const items: ExposedSecret[] = []
  for await (const item of list) items.push(toSecret(item))
  return { items }
}

async function readPages(
  list: PagedList,
  { pageSize, continuation, maxPages }: ListArguments,
): Promise<ListResult> {
  const items: ExposedSecret[] = []
  const pages: number[] = []
  let next: string | undefined
  const settings = {
    ...(pageSize !== undefined && { maxPageSize: pageSize }),
    ...(continuation !== undefined && { continuationToken: continuation }),
  }
  for await (const page of list.byPage(settings)) {
    const exposed = [...page].map(toSecret)
    items.push(...exposed)
    pages.push(exposed.length)
    next = tokenOf(page)
    if (pages.length === maxPages) break
  }
  return { items, pages, ...(next !== undefined && { continuation: next }) }
}

/** Some packages put the link to the next page on the page; the official ones do not expose it. */
function tokenOf(page: Iterable<unknown>): string | undefined {
  return 'continuationToken' in page && typeof page.continuationToken === 'string'
    ? page.continuationToken
    : undefined
}
