import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { isVaultHost } from '../contract/vault-host.ts'
import { issueCertificate } from './issue-certificate.ts'

/** A certificate authority that lives for one run. Its private key exists in this process's memory only. */
export interface CertificateAuthority {
  /** The authority's certificate: all that a client needs to trust what it issues. */
  readonly caPem: string
  /**
   * Key and certificate, as PEM, for a TLS server of this host. One certificate serves all hosts below a vault suffix
   * (`*.vault.azure.net`); any other host gets its own. Issued on first use, then kept.
   */
  leafFor(host: string): Leaf
}

export interface Leaf {
  readonly key: string
  readonly cert: string
}

const generate = promisify(generateKeyPair)
const ownName = 'keyvault-contract (this run only)'

/** Makes a certificate authority: EC P-256, because a proxy's clients open a TLS session per request. */
export async function createCertificateAuthority(
  authorityName: string = ownName,
): Promise<CertificateAuthority> {
  // One key for all leaves: it never leaves this process either, and making keys is what costs.
  const [authority, server] = await Promise.all([
    generate('ec', { namedCurve: 'P-256' }),
    generate('ec', { namedCurve: 'P-256' }),
  ])
  const signer = {
    issuer: authorityName,
    issuerPublicKey: authority.publicKey,
    issuerPrivateKey: authority.privateKey,
  }
  const leaves = new Map<string, Leaf>()
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

  const leafFor = (host: string): Leaf => {
    const name = certificateName(host)
    const known = leaves.get(name)
    if (known) return known
    const use = { kind: 'server', names: [name] } as const
    const leaf = {
      key,
      cert: issueCertificate({ subject: name, publicKey: server.publicKey, use, ...signer }),
    }
    leaves.set(name, leaf)
    return leaf
  }
  const caPem = issueCertificate({
    subject: authorityName,
    publicKey: authority.publicKey,
    use: { kind: 'authority' },
    ...signer,
  })
  return { caPem, leafFor }
}

/** `contoso.vault.azure.net` becomes `*.vault.azure.net`; a wildcard stands for exactly one label (RFC 6125 §6.4.3). */
function certificateName(host: string): string {
  const lower = host.toLowerCase()
  const dot = lower.indexOf('.')
  const isOneLabelBelow = isVaultHost(lower) && !isVaultHost(lower.slice(dot + 1))
  return isOneLabelBelow ? `*${lower.slice(dot)}` : lower
}
