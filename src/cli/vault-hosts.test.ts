import { expect, test } from 'vitest'
import { toVaultHosts } from './vault-hosts.ts'

test.each([
  [[], ['contoso.vault.azure.net']],
  [
    ['One', 'two-2'],
    ['one.vault.azure.net', 'two-2.vault.azure.net'],
  ],
  [['gov.vault.usgovcloudapi.net'], ['gov.vault.usgovcloudapi.net']],
])('%j become %j', (values, hosts) => {
  expect(toVaultHosts(values)).toEqual(hosts)
})

test.each([
  '',
  'ab',
  '1abc',
  'a--b',
  'ab-',
  'a'.repeat(25),
  'a_b',
  'contoso.example.com',
  'a.b.vault.azure.net',
  'vault.azure.net',
])('%j can be no vault', (value) => {
  expect(() => toVaultHosts([value])).toThrow(`--vault "${value}" must be a name`)
})

test('no vault twice', () => {
  expect(() => toVaultHosts(['one', 'ONE.vault.azure.net'])).toThrow(
    '--vault names one.vault.azure.net twice.',
  )
})
