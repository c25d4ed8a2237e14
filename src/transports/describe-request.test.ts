import { expect, test } from 'vitest'
import { describeRequest, isKeyVaultUrl } from './describe-request.ts'

test.each([
  [
    'https://a.vault.azure.net/secrets/x?api-version=7.6&maxresults=5',
    'https://a.vault.azure.net/secrets/x?api-version=7.6&maxresults=5',
  ],
  ['https://user:pass@a.vault.azure.net:443/secrets#part', 'https://a.vault.azure.net/secrets'],
  [
    'https://a.vault.azure.net:8443/?$skiptoken=opaque&code=s3cret',
    'https://a.vault.azure.net:8443/?$skiptoken=…&code=…',
  ],
  ['http://169.254.169.254:80/metadata', 'http://169.254.169.254/metadata'],
])('of %s a message holds no more than it may', (url, shown) => {
  expect(describeRequest('GET', url)).toBe(`GET ${shown}`)
})

test('of what is no address only the method', () => {
  expect(describeRequest('PUT', 'not an address')).toBe('PUT')
})

test.each([
  ['https://a.vault.azure.net/', true],
  ['https://A.VAULT.AZURE.CN:443/secrets', true],
  ['https://login.microsoftonline.com/tenant', true],
  ['https://vault.azure.net.example.com/', false],
  ['https://example.com/?a=.vault.azure.net', false],
  ['nonsense', false],
])('%s is a Key Vault client asking: %s', (url, expected) => {
  expect(isKeyVaultUrl(url)).toBe(expected)
})
