import { createHash, X509Certificate } from 'node:crypto'

/** A trust store of the kind JKS, as bytes, and the password that checks it. */
export interface JavaTrustStore {
  readonly bytes: Uint8Array
  readonly password: string
}

/** What Java's own `cacerts` has. It protects nothing: certificates are public, and the digest only tells of damage. */
const password = 'changeit'
const magic = 0xfeedfeed
const version = 2
const trustedCertificate = 2
const digestSalt = 'Mighty Aphrodite'

/**
 * The certificates of a PEM file as a JKS trust store, which every JVM since 1.2 reads; JVMs read no PEM.
 * Layout: `sun.security.provider.JavaKeyStore` (JDK source); big-endian, strings as `DataOutput.writeUTF`.
 */
export function javaTrustStore(pem: string): JavaTrustStore {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const entries = certificates.map((text, index) => entryOf(new X509Certificate(text).raw, index))
  const content = Buffer.concat([uint32(magic), uint32(version), uint32(entries.length), ...entries])
  return { bytes: Buffer.concat([content, digestOf(content)]), password }
}

function entryOf(der: Uint8Array, index: number): Uint8Array {
  // No creation date: the same certificates make the same file.
  const created = Buffer.alloc(8)
  const alias = utf(`keyvault-contract-${index}`)
  return Buffer.concat([
    uint32(trustedCertificate),
    alias,
    created,
    utf('X.509'),
    uint32(der.byteLength),
    der,
  ])
}

function digestOf(content: Uint8Array): Uint8Array {
  const secret = Buffer.from(password, 'utf16le').swap16()
  return createHash('sha1').update(secret).update(digestSalt, 'utf8').update(content).digest()
}

function utf(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'latin1')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.byteLength)
  return Buffer.concat([length, bytes])
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
