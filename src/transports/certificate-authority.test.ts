import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCertificateAuthority } from './certificate-authority.ts'

test('issues one wildcard certificate for all vaults of a cloud', async () => {
  const authority = await createCertificateAuthority()

  const one = authority.leafFor('contoso.vault.azure.net')
  const other = authority.leafFor('FABRIKAM.vault.azure.net')

  expect(other).toBe(one)
  expect(authority.leafFor('contoso.vault.azure.cn')).not.toBe(one)
  expect(new X509Certificate(one.cert).subjectAltName).toBe('DNS:*.vault.azure.net')
})

test.each([
  ['login.microsoftonline.com', 'DNS:login.microsoftonline.com'],
  ['vault.azure.net', 'DNS:vault.azure.net'],
  ['a.b.vault.azure.net', 'DNS:a.b.vault.azure.net'],
  ['localhost', 'DNS:localhost'],
  ['127.0.0.1', 'IP Address:127.0.0.1'],
  ['::1', 'IP Address:0:0:0:0:0:0:0:1'],
])('issues a certificate for %s alone', async (host, expected) => {
  const authority = await createCertificateAuthority()

  expect(new X509Certificate(authority.leafFor(host).cert).subjectAltName).toBe(expected)
})

test('signs what verifies against the authority and is valid from an hour ago', async () => {
  const authority = await createCertificateAuthority()
  const ca = new X509Certificate(authority.caPem)
  const leaf = new X509Certificate(authority.leafFor('contoso.vault.azure.net').cert)

  expect(ca.ca).toBe(true)
  expect(ca.verify(ca.publicKey)).toBe(true)
  expect(leaf.ca).toBe(false)
  expect(leaf.checkIssued(ca)).toBe(true)
  expect(leaf.verify(ca.publicKey)).toBe(true)
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(Date.parse(leaf.validFrom)).toBeLessThanOrEqual(Date.now() - 3_590_000)
})

test('no two runs share a key or a serial number', async () => {
  const [one, other] = await Promise.all([createCertificateAuthority(), createCertificateAuthority()])
  const [first, second] = [new X509Certificate(one.caPem), new X509Certificate(other.caPem)]

  expect(first.serialNumber).not.toBe(second.serialNumber)
  expect(first.publicKey.equals(second.publicKey)).toBe(false)
})
