import { inspect } from 'node:util'
import { SecretClient, type SecretClientOptions } from '@azure/keyvault-secrets'
import { describe, expect, test } from 'vitest'
import { createVault } from './create-vault.ts'
import type { TestVault } from './test-vault.ts'
import type { CreateVaultOptions } from './vault-options.ts'

/** The real client, unmodified; retries wait a millisecond. */
function connect(vault: TestVault, options: SecretClientOptions = {}): SecretClient {
  return new SecretClient(vault.url, vault.credential, {
    httpClient: vault.httpClient,
    retryOptions: { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 5 },
    ...options,
  })
}

describe('a vault in a test', () => {
  test('is read and written by the official client, and says what it holds', async () => {
    const vault = createVault({ secrets: { 'db-password': 'old' } })
    const client = connect(vault)
    expect((await client.getSecret('db-password')).value).toBe('old')
    await client.setSecret('db-password', 'new', { tags: { owner: 'team' } })
    expect(vault.secret('DB-Password')).toMatchObject({
      name: 'db-password',
      enabled: true,
      tags: { owner: 'team' },
    })
    expect(vault.secret('db-password')?.value).toBe('new')
    expect(vault.secret('db-password')?.versions.map(({ value }) => value)).toEqual(['old', 'new'])
    expect(vault.secret('other')).toBeUndefined()
    expect(() => vault.secret(undefined as never)).toThrow('the name of the secret must be text')
  })

  test('keeps what went over the wire: a probe, the request with a token', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    await connect(vault).getSecret('a')
    expect(vault.trace.exchanges.map(({ index, request }) => [index, request.method])).toEqual([
      [0, 'GET'],
      [1, 'GET'],
    ])
    vault.trace.clear()
    expect(vault.trace.exchanges).toEqual([])
  })

  test('is alone: another vault has another host and holds nothing of it', async () => {
    const [one, other] = [createVault({ secrets: { a: 'v' } }), createVault()]
    expect(one.host).not.toBe(other.host)
    await expect(connect(other).getSecret('a')).rejects.toMatchObject({ statusCode: 404 })
    expect([one.answers(one.url), one.answers(other.url)]).toEqual([true, false])
  })

  test('prints none of its secrets', async () => {
    const vault = createVault({ secrets: { a: 'planted-value' } })
    const token = await vault.credential.getToken('https://vault.azure.net/.default')
    const printed = [vault, vault.secret('a'), vault.trace, vault.credential, token, { nested: { vault } }]
      .flatMap((one) => [inspect(one, { depth: 9 }), JSON.stringify(one)])
      .join('\n')
    expect(printed).not.toContain('planted-value')
    expect(printed).not.toContain(vault.clientSecret.clientSecret)
    expect(printed).not.toContain(token.token)
    expect(inspect(vault)).toMatch(/^TestVault \{.*secrets: 1/s)
  })
})

describe('the options of createVault', () => {
  test.each<[string, unknown, string]>([
    ['too long', 'planted-'.repeat(4000), 'not text of 32000 characters.'],
    ['no text', { value: 73_105_529 }, 'not a number.'],
    ['in a list', [{ value: ['planted-'] }], 'not a list.'],
  ])('a value that is %s is told without a character of it', (_, a, told) => {
    const tell = (): unknown => createVault({ secrets: { a } } as CreateVaultOptions)
    expect(tell).toThrow(`seed of a: value must be text of at most 25600 characters, ${told}`)
    expect(tell).not.toThrow(/planted-|73105529/)
  })

  test('behaviour that is legal throughout is taken', async () => {
    const vault = createVault({
      secrets: { a: 'v', b: 'v' },
      behaviour: {
        pages: { GetSecrets: [0, 1] },
        polls: { delete: 1, nameAfterPurge: 0 },
        tenants: [{ after: 9, tenant: 'other' }],
        claims: [{ onRequest: 9, claims: '{}', everyToken: false }],
        faults: [
          {
            operation: 'GetSecret',
            until: { arrived: 1 },
            answer: { status: 418, error: { code: 'Teapot', message: 'Short.' } },
          },
        ],
        apiVersions: ['7.6', '2025-07-01'],
        challenges: [null, 'Bearer realm="none"'],
      },
    })
    expect(vault.secretNames()).toEqual(['a', 'b'])
  })

  test.each<[string, unknown]>([
    ['there is no option "hots"', { hots: 'x' }],
    ['host must be a host without scheme', { host: 'https://contoso.vault.azure.net' }],
    ['tenantId must be a GUID, not "mine"', { tenantId: 'mine' }],
    ['behaviour: there is no option "polling". It may be one of softDelete', { behaviour: { polling: 1 } }],
    ['retentionDays must be a whole number from 7 to 90 (days), not 3', { behaviour: { retentionDays: 3 } }],
    ['seed of a: there is no option "vaule"', { secrets: { a: { vaule: 'x' } } }],
    ['seed: "a_b" can not be the name of a secret', { secrets: { a_b: 'x' } }],
    ['seed: a is a list without a version', { secrets: { a: [] } }],
    ['secrets must be an object, not an object of class Map', { secrets: new Map([['a', 'v']]) }],
    ['the names "abc" and "ABC" are the same to a vault', { secrets: { abc: 'v', ABC: 'w' } }],
    [
      `the versions "${'a'.repeat(32)}" and`,
      { secrets: { a: [{ version: 'a'.repeat(32) }, { version: 'A'.repeat(32) }] } },
    ],
    ['denied must be a list of operations (SetSecret, ', { behaviour: { denied: ['ReadSecret'] } }],
    ['not a list with "ReadSecret".', { behaviour: { denied: ['ReadSecret'] } }],
    [
      'each under one of GetSecrets, GetSecretVersions, GetDeletedSecrets, not one with "GetSecret".',
      { behaviour: { pages: { GetSecret: [1] } } },
    ],
    ['not one with GetSecrets: a list with "1".', { behaviour: { pages: { GetSecrets: ['1'] } } }],
    [
      'polls: there is no option "deleted". It may be one of delete, recover, purge',
      { behaviour: { polls: { deleted: 2 } } },
    ],
    [
      'polls: delete must be a whole number of at least 0 (requests), not -1',
      { behaviour: { polls: { delete: -1 } } },
    ],
    ['tenants: tenant is missing', { behaviour: { tenants: [{ after: 1 }] } }],
    ['claims: there is no option "on"', { behaviour: { claims: [{ on: 1 }] } }],
    [
      'fault: operation must be one of "SetSecret", ',
      { behaviour: { faults: [{ operation: 'ReadSecret' }] } },
    ],
    ['fault, answer: status is missing', { behaviour: { faults: [{ answer: {} }] } }],
    [
      'apiVersions must be a list of api-versions (2016-10-01, 7.0, ',
      { behaviour: { apiVersions: ['9.9'] } },
    ],
  ])('%s', (message, options) => {
    expect(() => createVault(options as CreateVaultOptions)).toThrow(
      expect.objectContaining({ code: 'KVC_USAGE', message: expect.stringContaining(message) }),
    )
  })
})
