import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import type { Vault } from './create-vault.ts'
import { createTestVault, send, testHost } from './test-support.ts'

interface Page {
  readonly ids: readonly string[]
  readonly nextLink: unknown
}

/** Follows every nextLink as it was given. */
async function readAll(vault: Vault, path: string, apiVersion = '7.6'): Promise<Page[]> {
  const pages: Page[] = []
  let next: unknown = `https://${testHost}${path}${path.includes('?') ? '&' : '?'}api-version=${apiVersion}`
  while (typeof next === 'string' && next !== '') {
    const { json, status } = await send(vault, `GET ${next}`)
    expect(status).toBe(200)
    const items = (json['value'] ?? []) as { id: string }[]
    pages.push({ ids: items.map(({ id }) => id), nextLink: json['nextLink'] })
    next = json['nextLink']
    expect(pages.length).toBeLessThan(100)
  }
  return pages
}

const sizes = (pages: readonly Page[]): number[] => pages.map(({ ids }) => ids.length)
const names = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ ids }) => ids.map((id) => id.slice(id.lastIndexOf('/') + 1)))

test('a full page is 25 items; the last page says nextLink null', async () => {
  const vault = createTestVault({ secrets: { count: 51, prefix: 'p-' } })
  const pages = await readAll(vault, '/secrets')
  expect(sizes(pages)).toEqual([25, 25, 1])
  expect(pages.at(-1)?.nextLink).toBe(null)
})

test('a nextLink has the port, the api-version of the caller, a table marker and maxresults last', async () => {
  const vault = createTestVault({ secrets: { alpha: {}, Beta: {} } })
  const [first] = await readAll(vault, '/secrets?maxresults=1', '7.3')
  const link = String(first?.nextLink)
  expect(link.replace(/skiptoken=[A-Za-z0-9_-]+/, 'skiptoken=…')).toBe(
    'https://contoso.vault.azure.net:443/secrets?api-version=7.3&$skiptoken=…&maxresults=1',
  )
  const token = /skiptoken=([^&]+)/.exec(link)?.[1] ?? ''
  const { NextMarker, TargetLocation } = JSON.parse(Buffer.from(token, 'base64url').toString())
  const [kind, length, marker] = NextMarker.split('!')
  expect([kind, Number(length), TargetLocation]).toEqual(['2', marker.length, 0])
  expect(Buffer.from(marker.replaceAll('-', '='), 'base64').toString()).toBe(
    '000011!secret/BETA!000028!9999-12-31T23:59:59.9999999Z!',
  )
})

test('a deleted secret is marked with its version, a version with its name', async () => {
  const vault = createTestVault({
    secrets: { a: { deleted: true }, b: { deleted: true }, c: { versions: 2 } },
  })
  const marker = async (path: string): Promise<string> => {
    const [first] = await readAll(vault, `${path}?maxresults=1`)
    const token = /skiptoken=([^&]+)/.exec(String(first?.nextLink))?.[1] ?? ''
    const encoded = JSON.parse(Buffer.from(token, 'base64url').toString()).NextMarker.split('!')[2]
    return Buffer.from(encoded.replaceAll('-', '='), 'base64').toString()
  }
  expect(await marker('/deletedsecrets')).toMatch(/^000041!secret\/B\/[0-9A-F]{32}!000028!/)
  expect(await marker('/secrets/c/versions')).toMatch(/^000041!secret\/C\/[0-9A-F]{32}!000028!/)
})

test('names ascend by their upper-cased text; lists name no version', async () => {
  const vault = createTestVault({ secrets: { b: {}, A: {}, 'a-1': {}, B2: {}, 'c-': { enabled: false } } })
  expect(names(await readAll(vault, '/secrets'))).toEqual(['A', 'a-1', 'b', 'B2', 'c-'])
})

test('versions of a name that does not exist, or is deleted: an empty list', async () => {
  const vault = createTestVault({ secrets: { d: { deleted: true } } })
  for (const name of ['nobody', 'd']) {
    expect((await send(vault, `GET /secrets/${name}/versions`)).text).toBe('{"value":[],"nextLink":null}')
  }
})

test.each([
  [[0, 12, 0, 18], 30, [0, 12, 0, 18]],
  [[0, 2, 0, 0, 3, 0], 5, [0, 2, 0, 0, 3, 0]],
  [[5, 5, 5, 5], 12, [5, 5, 2]],
  [[3], 30, [3, 25, 2]],
  [[0, 0], 0, [0, 0]],
])('the plan %j for %i items makes pages of %j', async (plan, count, expected) => {
  const vault = createTestVault({ secrets: { count, prefix: 'p-' }, pages: { GetSecrets: plan } })
  expect(sizes(await readAll(vault, '/secrets'))).toEqual(expected)
})

test('any plan and page size yields each item once, in order, on pages no longer than asked for', async () => {
  const lists = fc.constantFrom('GetSecrets', 'GetSecretVersions', 'GetDeletedSecrets')
  const plans = fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(
      lists,
      plans,
      fc.nat({ max: 60 }),
      fc.integer({ min: 1, max: 25 }),
      async (list, plan, count, size) => {
        const seeds = {
          GetSecrets: { count, prefix: 'p-' },
          GetSecretVersions: { s: { versions: Math.max(count, 1) } },
          GetDeletedSecrets: { count, prefix: 'p-', deleted: true },
        }
        const vault = createTestVault({ secrets: seeds[list], pages: { [list]: plan } })
        const path = {
          GetSecrets: '/secrets',
          GetSecretVersions: '/secrets/s/versions',
          GetDeletedSecrets: '/deletedsecrets',
        }[list]
        const pages = await readAll(vault, `${path}?maxresults=${size}`)
        const found = names(pages).map((name) => name.toUpperCase())
        expect(found).toEqual([...new Set(found)].sort())
        expect(found.length).toBe(list === 'GetSecretVersions' ? Math.max(count, 1) : count)
        expect(Math.max(...sizes(pages))).toBeLessThanOrEqual(size)
      },
    ),
    { numRuns: 60 },
  )
})

test('an item that is gone when its page is asked for does not disturb the rest', async () => {
  const vault = createTestVault({ secrets: { a: {}, b: {}, c: {} } })
  const first = await send(vault, 'GET /secrets?maxresults=1')
  await send(vault, 'DELETE /secrets/b')
  const second = await send(vault, `GET ${first.json['nextLink']}`)
  expect(second.json['value']).toMatchObject([{ id: 'https://contoso.vault.azure.net/secrets/c' }])
})

type LinkForm = NonNullable<VaultBehaviour['nextLinkForm']>

test.each<[LinkForm, RegExp, RegExp]>([
  ['padded', /skiptoken=[\w-]+==&/, /==(?=&|$)/],
  ['encoded', /skiptoken=%2B%2F%3D[\w-]+&/, /%2B%2F%3D/],
  ['plus', /skiptoken=\+[\w-]+&/, /\+/],
])('a %s token must come back as it was given', async (nextLinkForm, form, special) => {
  const vault = createTestVault({ secrets: { count: 3, prefix: 'p-' }, nextLinkForm })
  const pages = await readAll(vault, '/secrets?maxresults=1')
  expect(names(pages)).toEqual(['p-0001', 'p-0002', 'p-0003'])
  const link = String(pages[0]?.nextLink)
  expect(link).toMatch(form)
  expect((await send(vault, `GET ${link.replace(special, '')}`)).status).toBe(400)
})

test('other forms of the link and its end', async () => {
  const secrets = { count: 2, prefix: 'p-' }
  const first = async (behaviour: VaultBehaviour): Promise<string> => {
    const [page] = await readAll(createTestVault({ secrets, ...behaviour }), '/secrets?maxresults=1')
    return String(page?.nextLink).replace(/skiptoken=[^&]+/, 'skiptoken=…')
  }
  expect(await first({ nextLinkForm: 'no-api-version' })).toBe(
    'https://contoso.vault.azure.net:443/secrets?$skiptoken=…&maxresults=1',
  )
  expect(await first({ nextLinkForm: 'other-api-version' })).toContain('?api-version=7.4&')
  const elsewhere = createTestVault({ secrets, nextLinkHost: 'evil.example' })
  expect((await send(elsewhere, 'GET /secrets?maxresults=1')).json['nextLink']).toMatch(
    /^https:\/\/evil\.example\/secrets\?/,
  )
  const end = async (nextLinkForm: LinkForm): Promise<string> =>
    (await send(createTestVault({ nextLinkForm }), 'GET /secrets')).text
  expect(await end('absent-at-end')).toBe('{"value":[]}')
  expect(await end('empty-string-at-end')).toBe('{"value":[],"nextLink":""}')
  expect((await send(createTestVault({ emptyListValue: 'null' }), 'GET /secrets')).text).toBe(
    '{"value":null,"nextLink":null}',
  )
})
