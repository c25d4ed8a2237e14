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
  test.each<[string, unknown]>([
    ['there is no option "hots"', { hots: 'x' }],
    ['host must be a host without scheme', { host: 'https://contoso.vault.azure.net' }],
    ['tenantId must be a GUID, not "mine"', { tenantId: 'mine' }],
    ['behaviour: there is no option "polling". It may be one of softDelete', { behaviour: { polling: 1 } }],
    ['retentionDays must be a whole number from 7 to 90 (days), not 3', { behaviour: { retentionDays: 3 } }],
    ['seed of a: there is no option "vaule"', { secrets: { a: { vaule: 'x' } } }],
    ['seed: "a_b" can not be the name of a secret', { secrets: { a_b: 'x' } }],
    ['seed: a is a list without a version', { secrets: { a: [] } }],
  ])('%s', (message, options) => {
    expect(() => createVault(options as CreateVaultOptions)).toThrow(
      expect.objectContaining({ code: 'KVC_USAGE', message: expect.stringContaining(message) }),
    )
  })
})
