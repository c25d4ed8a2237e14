import type { CryptoKey, JWK } from 'jose'

/** What tokens are signed with. */
export interface SigningKey {
  readonly keyId: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** As the keys endpoint tells it. */
  readonly jwk: JWK
}

let key: Promise<SigningKey> | undefined

/**
 * The key of this process: RSA, because Entra's tokens are RS256. Made on first use and off the main thread: it takes
 * some hundred milliseconds, which a process that never issues a token should not wait for.
 */
export function signingKey(): Promise<SigningKey> {
  key ??= createSigningKey()
  return key
}

async function createSigningKey(): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose')
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = await exportJWK(publicKey)
  const keyId = await calculateJwkThumbprint(jwk)
  return { keyId, privateKey, publicKey, jwk: { ...jwk, use: 'sig', kid: keyId, alg: 'RS256' } }
}
