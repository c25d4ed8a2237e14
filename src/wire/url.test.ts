import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, parseQuery, parseUrl } from './url.ts'

describe('parseUrl', () => {
  test('keeps the path as it was sent', () => {
    expect(parseUrl('https://a.vault.azure.net//secrets/%2e%2e/../x%2Fy?api%2Dversion=7.6#f')).toEqual({
      scheme: 'https:',
      host: 'a.vault.azure.net',
      port: 443,
      origin: 'https://a.vault.azure.net:443',
      path: '//secrets/%2e%2e/../x%2Fy',
      query: 'api%2Dversion=7.6',
    })
  })

  test.each([
    ['https://A.Vault.Azure.NET/', 'https://a.vault.azure.net:443'],
    ['https://a.vault.azure.net', 'https://a.vault.azure.net:443'],
    ['http://169.254.169.254/metadata', 'http://169.254.169.254:80'],
    ['https://[::1]:8443/x', 'https://[::1]:8443'],
    ['https://user@evil.example@a.vault.azure.net/', 'https://a.vault.azure.net:443'],
  ])('%s has the origin %s', (url, origin) => {
    expect(parseUrl(url)?.origin).toBe(origin)
  })

  test.each(['', '/secrets', 'vault.azure.net/secrets', 'https://', 'https:///x', 'https://a:b:c/'])(
    'takes %j for no absolute URL',
    (url) => {
      expect(parseUrl(url)).toBeUndefined()
    },
  )

  test('agrees with WHATWG on the origin of every web URL', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const standard = new URL(url)
        const parts = parseUrl(url)
        expect(parts?.host).toBe(standard.hostname)
        expect(parts?.port).toBe(Number(standard.port) || (standard.protocol === 'https:' ? 443 : 80))
      }),
    )
  })

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseUrl(text)))
  })
})

describe('parseQuery', () => {
  test('decodes names and values, keeps order, repeats and plus signs', () => {
    expect(parseQuery('api%2Dversion=7.6&$skiptoken=a+b%3D%3D&x&x=1&=y')).toEqual([
      ['api-version', '7.6'],
      ['$skiptoken', 'a+b=='],
      ['x', ''],
      ['x', '1'],
      ['', 'y'],
    ])
  })

  test('only the first equals sign separates', () => {
    expect(parseQuery('$skiptoken=abc==')).toEqual([['$skiptoken', 'abc==']])
  })

  test('reads back whatever was encoded', () => {
    const pairs = fc.array(
      fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' })),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(pairs, (wanted) => {
        const query = wanted
          .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
          .join('&')
        expect(parseQuery(query)).toEqual(wanted)
      }),
    )
  })
})

test('a malformed escape stays as it is', () => {
  expect(decode('%zz%41')).toBe('%zz%41')
})
