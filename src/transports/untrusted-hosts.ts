import { type CertificateAuthority, createCertificateAuthority } from './certificate-authority.ts'

/**
 * The leaves of an authority, but for hosts that are not to be trusted: theirs come from another one, whose certificate is
 * nowhere to be had.
 */
export async function withUntrusted(
  authority: CertificateAuthority,
  isUntrusted: (host: string) => boolean,
): Promise<Pick<CertificateAuthority, 'leafFor'>> {
  const stranger = await createCertificateAuthority('an authority that nobody trusts')
  return {
    leafFor: (host) => (isUntrusted(host.toLowerCase()) ? stranger : authority).leafFor(host),
  }
}
