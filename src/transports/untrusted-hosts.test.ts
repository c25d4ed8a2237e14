import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCertificateAuthority } from './certificate-authority.ts'
import { withUntrusted } from './untrusted-hosts.ts'

test('only hosts that are not to be trusted show a certificate that the authority has not issued', async () => {
  const authority = await createCertificateAuthority()
  const { leafFor } = await withUntrusted(authority, (host) => host === 'stranger.vault.azure.net')
  const ca = new X509Certificate(authority.caPem)
  const isTrusted = (host: string): boolean => {
    const leaf = new X509Certificate(leafFor(host).cert)
    // It names the host either way: who issued it is all that is wrong with it.
    expect(leaf.checkHost(host)).toBeDefined()
    return leaf.checkIssued(ca) && leaf.verify(ca.publicKey)
  }
  expect(isTrusted('contoso.vault.azure.net')).toBe(true)
  expect(isTrusted('stranger.vault.azure.net')).toBe(false)
  expect(isTrusted('Stranger.vault.azure.net')).toBe(false)
})
