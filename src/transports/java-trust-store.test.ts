import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createCertificateAuthority } from './certificate-authority.ts'
import { javaTrustStore } from './java-trust-store.ts'

describe('a Java trust store', () => {
  test('holds each certificate of the file as a trusted entry', async () => {
    const [first, second] = await Promise.all([createCertificateAuthority(), createCertificateAuthority()])
    const { bytes } = javaTrustStore(`${first.caPem}\n# and\n${second.caPem}`)
    expect(read(Buffer.from(bytes))).toEqual({
      magic: 'feedfeed',
      version: 2,
      entries: [first, second].map(({ caPem }, index) => ({
        tag: 2,
        alias: `keyvault-contract-${index}`,
        created: 0n,
        type: 'X.509',
        der: new X509Certificate(caPem).raw.toString('base64'),
      })),
      rest: 20,
    })
  })

  test('ends with the digest that the password checks', () => {
    const { bytes, password } = javaTrustStore('')
    const content = Buffer.from(bytes).subarray(0, -20)
    const key = Buffer.from([...password].flatMap((letter) => [0, letter.charCodeAt(0)]))
    const digest = createHash('sha1').update(key).update('Mighty Aphrodite').update(content).digest()
    expect(Buffer.from(bytes).subarray(-20)).toEqual(digest)
  })
})

/** Reads as `JavaKeyStore.engineLoad` does. */
function read(store: Buffer): object {
  let at = 0
  const take = (length: number): Buffer => {
    at += length
    return store.subarray(at - length, at)
  }
  const text = (): string => take(take(2).readUInt16BE()).toString('latin1')
  const header = { magic: take(4).toString('hex'), version: take(4).readUInt32BE() }
  const entries = Array.from({ length: take(4).readUInt32BE() }, () => ({
    tag: take(4).readUInt32BE(),
    alias: text(),
    created: take(8).readBigInt64BE(),
    type: text(),
    der: take(take(4).readUInt32BE()).toString('base64'),
  }))
  return { ...header, entries, rest: store.byteLength - at }
}
