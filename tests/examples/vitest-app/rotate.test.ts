import { SecretClient } from '@azure/keyvault-secrets'
import { expect, test } from 'keyvault-contract/vitest'
import { rotate } from './rotate.js'

test('rotates the key', async ({ vault, trace }) => {
  await vault.seed({ 'db-password': 'old' })
  const value = await rotate(new SecretClient(vault.url, vault.credential), 'db-password')
  expect(vault).toHaveSecret('db-password', { value, enabled: true })
  expect(trace).toHaveSent('UpdateSecret', { times: 1, body: { attributes: { enabled: false } } })
  expect(trace).toKeepContract()
})

test('rotates although the vault throttles', async ({ vault, trace }) => {
  await vault.seed({ 'db-password': 'old' })
  vault.fail('SetSecret', { status: 429, retryAfter: 1 })
  await rotate(new SecretClient(vault.url, vault.credential), 'db-password')
  expect(trace).toHaveSent('SetSecret', { times: 2 })
  expect(trace).toKeepContract()
})

test('does not write where it may not read', async ({ vault, trace }) => {
  await vault.seed({ 'db-password': 'old' })
  vault.disable('db-password')
  await expect(rotate(new SecretClient(vault.url, vault.credential), 'db-password')).rejects.toThrow()
  expect(trace).toHaveSent('SetSecret', { times: 0 })
})
