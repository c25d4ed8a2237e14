import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectiveUrl } from './effective-url.ts'

const connection = { scheme: 'https', host: 'contoso.vault.azure.net', port: 443 } as const

test.each([
  ['/secrets/a?b=c', 'contoso.vault.azure.net', 'https://contoso.vault.azure.net/secrets/a?b=c'],
  ['/', 'CONTOSO.vault.azure.net:443', 'https://CONTOSO.vault.azure.net:443/'],
  ['/', undefined, 'https://contoso.vault.azure.net/'],
  ['*', 'contoso.vault.azure.net', 'https://contoso.vault.azure.net/*'],
  ['https://contoso.vault.azure.net/a', 'contoso.vault.azure.net', 'https://contoso.vault.azure.net/a'],
])('%s for Host %s is %s', (target, host, expected) => {
  expect(effectiveUrl(target, host, connection)).toBe(expected)
})

test.each([
  ['/', 'fabrikam.vault.azure.net'],
  ['/', 'contoso.vault.azure.net:8443'],
  ['/', 'contoso.vault.azure.net.'],
  ['/', 'me@contoso.vault.azure.net'],
  ['/', 'contoso.vault.azure.net/evil'],
  ['/', ''],
  ['https://example.com/', 'contoso.vault.azure.net'],
])('%s for Host %j is for another server', (target, host) => {
  expect(effectiveUrl(target, host, connection)).toBeUndefined()
})

test('another port than the default one belongs to the host', () => {
  const other = { scheme: 'https', host: 'contoso.vault.azure.net', port: 8443 } as const

  expect(effectiveUrl('/a', 'contoso.vault.azure.net:8443', other)).toBe(
    'https://contoso.vault.azure.net:8443/a',
  )
  expect(effectiveUrl('/a', undefined, other)).toBe('https://contoso.vault.azure.net:8443/a')
  expect(effectiveUrl('/a', 'contoso.vault.azure.net', other)).toBeUndefined()
})

test('any target stays as it was sent', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      const target = `/${path}?${query}`
      expect(effectiveUrl(target, connection.host, connection)).toBe(`https://${connection.host}${target}`)
    }),
  )
})
