import type { Clock } from '../../vault/clock.ts'
import { writeTestToken } from '../../vault/test-token.ts'
import type { TokenLedger } from './token-ledger.ts'

/**
 * Structurally the `TokenCredential` of `@azure/core-auth`, of which nothing is imported.
 *
 * @example const { token, expiresOnTimestamp } = await vault.credential.getToken('https://vault.azure.net/.default')
 */
export interface VaultCredential {
  /** A new token with each call, which says what it was asked for; it never fails. */
  getToken(scopes: string | string[], options?: TokenRequest): Promise<VaultToken>
}

/** What a client may ask a token for. */
export interface TokenRequest {
  readonly tenantId?: string | undefined
  /** JSON text. */
  readonly claims?: string | undefined
  readonly enableCae?: boolean | undefined
}

/** Structurally the `AccessToken` of `@azure/core-auth`. */
export interface VaultToken {
  readonly token: string
  /** Milliseconds since the Unix epoch by the machine's clock; moves closer when the vault's clock is advanced. */
  readonly expiresOnTimestamp: number
}

export interface VaultCredentialOptions {
  readonly clientId: string
  readonly clock: Clock
  readonly ledger: TokenLedger
  /** Seconds. */
  readonly lifetime: number
}

/** A credential whose tokens say what they were asked for; they live in the vault's time. */
export function createVaultCredential(options: VaultCredentialOptions): VaultCredential {
  const { clientId, clock, ledger, lifetime } = options
  let serial = 0
  return {
    getToken: async (scopes, asked = {}) => {
      const token = writeTestToken({
        scopes: [scopes].flat(),
        tenantId: asked.tenantId ?? null,
        claims: asked.claims ?? null,
        enableCae: asked.enableCae ?? null,
        serial: ++serial,
        clientId,
      })
      ledger.add(token, clock.now() + lifetime * 1000)
      return new LiveToken(token, () => Date.now() + ledger.expiryOf(token) - clock.now())
    },
  }
}

/**
 * Clients keep the object that they were given, and look at its expiry again before they send it: so a token that expires in the
 * vault's time is renewed by them as one that expires in theirs.
 */
class LiveToken implements VaultToken {
  readonly #token: string
  readonly #expiry: () => number

  constructor(token: string, expiry: () => number) {
    this.#token = token
    this.#expiry = expiry
  }

  get token(): string {
    return this.#token
  }

  get expiresOnTimestamp(): number {
    return this.#expiry()
  }
}
