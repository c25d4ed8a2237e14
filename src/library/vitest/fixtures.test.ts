import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { describe } from 'vitest'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import { expect, test } from '../vitest.ts'
import { reachService } from './reach-service.ts'

function connect({ url, credential }: TestVault): SecretClient {
  return new SecretClient(url, credential)
}

test('a client with nothing but the address reaches the vault', async ({ vault, trace }) => {
  await vault.seed({ 'db-password': 'old' })
  const client = connect(vault)
  expect((await client.getSecret('db-password')).value).toBe('old')
  await client.setSecret('db-password', 'new')
  expect(vault).toHaveSecret('db-password', { value: 'new', enabled: true, versions: 2 })
  expect(trace).toKeepContract()
  expect(trace).toHaveSent('SetSecret', { times: 1, name: 'db-password', body: { value: 'new' } })
})

test('the real identity library reaches its Entra', async ({ vault, trace }) => {
  const { tenantId, clientId, clientSecret } = vault.clientSecret
  const client = new SecretClient(vault.url, new ClientSecretCredential(tenantId, clientId, clientSecret))
  await client.setSecret('a', 'v')
  expect(trace.exchanges.map(({ request }) => request.method)).toEqual(['PUT', 'POST', 'PUT'])
})

test.concurrent.for(['one', 'two', 'three'])('%s has a vault of its own', async (name, { vault, trace }) => {
  const client = connect(vault)
  await client.setSecret('name', name)
  expect((await client.getSecret('name')).value).toBe(name)
  expect(trace.exchanges).toHaveLength(3)
  expect(vault).toHaveSecret('name', { value: name, versions: 1 })
})

describe('a suite with a vault of its own kind', () => {
  test.override({ vaultOptions: { secrets: { held: 'v' } }, recordingOptions: { mode: 'vault' } })

  test('vault and recording are made from its options, and the trace is of both', async ({
    vault,
    recording,
    trace,
  }) => {
    for (const service of [vault, recording]) {
      const client = new SecretClient(service.url, service.credential)
      expect((await client.getSecret('held')).value).toBe('v')
    }
    expect(trace.exchanges.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(recording.mode).toBe('vault')
    expect(trace).toKeepContract()
    trace.clear()
    expect(vault.trace.exchanges).toEqual([])
  })
})

describe('a suite with a vault at an address of its choice', () => {
  const host = 'contoso.vault.azure.net'
  test.override({ vaultOptions: { host } })

  for (const time of ['once', 'and again'])
    test(`it is there ${time}`, async ({ vault }) => {
      await connect(vault).setSecret('a', 'v')
      expect(vault.host).toBe(host)
    })

  test('two at once would be asked in each other’s place', ({ vault }) => {
    const other = createVault({ host: vault.host })
    expect(() => reachService(other)).toThrow(`has its vault at ${host} now: leave \`host\` out`)
    other.close()
  })
})

test('what a test leaves behind: nothing', async ({ vault }) => {
  expect(vault.answers(vault.url)).toBe(true)
  left = vault
})
let left: TestVault | undefined

test('the vault of the test before is closed', () => {
  expect(left?.answers(left.url)).toBe(false)
})
