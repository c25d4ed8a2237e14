import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findUsableChallenge, parseChallenges, tenantOf } from './challenge-header.ts'

const vaults = 'Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net"'

describe('parseChallenges', () => {
  test("reads the vault's form", () => {
    const [challenge] = parseChallenges(vaults)
    expect(challenge?.scheme).toBe('bearer')
    expect(Object.fromEntries(challenge?.parameters ?? [])).toEqual({
      authorization: 'https://login.windows.net/t',
      resource: 'https://vault.azure.net',
    })
  })

  test('reads several schemes in one header', () => {
    const challenges = parseChallenges('PoP nonce="a, Bearer b=c", Basic realm=x, Bearer claims="e30="')
    expect(challenges.map(({ scheme }) => scheme)).toEqual(['pop', 'basic', 'bearer'])
    expect(challenges[0]?.parameters.get('nonce')).toBe('a, Bearer b=c')
    expect(challenges[2]?.parameters.get('claims')).toBe('e30=')
  })

  test('reads unquoted values, escapes and odd spacing', () => {
    const [challenge] = parseChallenges(
      'bearer  Authorization=https://login.windows.net/t,resource = "a\\"b"',
    )
    expect(challenge?.parameters.get('authorization')).toBe('https://login.windows.net/t')
    expect(challenge?.parameters.get('resource')).toBe('a"b')
  })

  test('takes any quoted parameters back out', () => {
    const name = fc.stringMatching(/^[a-z_]{1,10}$/)
    const value = fc.string({ maxLength: 30 })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, minLength: 1 }),
        (pairs) => {
          const text = pairs.map(([key, text]) => `${key}="${text.replace(/["\\]/g, '\\$&')}"`).join(', ')
          expect([...(parseChallenges(`Bearer ${text}`)[0]?.parameters ?? [])]).toEqual(pairs)
        },
      ),
    )
  })

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseChallenges(text))))
  })
})

test('a challenge is usable when it is Bearer and names a resource, a scope or claims', () => {
  expect(findUsableChallenge(vaults)).toBeDefined()
  expect(findUsableChallenge('Bearer scope="s"')).toBeDefined()
  expect(findUsableChallenge('Basic realm="resource"')).toBeUndefined()
  expect(findUsableChallenge('Bearer')).toBeUndefined()
})

test('the tenant is the first segment of the authority', () => {
  const tenant = (value: string): string | undefined => parseChallenges(value).map(tenantOf)[0]
  expect(tenant(vaults)).toBe('t')
  expect(tenant('Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"')).toBe(
    'common',
  )
  expect(tenant('Bearer authorization="https://login.windows.net", resource="r"')).toBeUndefined()
})
