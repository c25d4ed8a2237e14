/** What a vault demands of a token. */
export interface TokenDemand {
  /** `https://vault.azure.net` */
  readonly audience: string
  /** GUID of the tenant the vault belongs to. */
  readonly tenantId: string
  /** Milliseconds since the Unix epoch, by the vault's clock. */
  readonly now: number
  /** Claims as JSON text that the token must have been asked for (continuous access evaluation). */
  readonly claims?: string
}

/** `problem` is why the token is refused: each has its own message text on the wire. */
export type TokenVerdict =
  | { readonly valid: true }
  | {
      readonly valid: false
      readonly problem: 'malformed' | 'signature' | 'audience' | 'issuer' | 'expired' | 'claims'
      /** The wrong audience or issuer; never the token. */
      readonly found?: string
    }

export type TokenVerifier = (token: string, demand: TokenDemand) => Promise<TokenVerdict>
