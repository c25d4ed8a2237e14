import { base64UrlOf } from '../../wire/base64.ts'
import { derivedGuid } from '../derived-guid.ts'
import { signingKey } from './signing-key.ts'

/** What a token is issued for. */
export interface TokenGrant {
  readonly tenantId: string
  readonly clientId: string
  readonly audience: string
  /** Claims as the client asked for them: JSON text. */
  readonly claims?: string | undefined
  readonly proof: 'secret' | 'certificate' | 'managed-identity'
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** Seconds. */
  readonly lifetime: number
}

/** The claim that keeps what the token was asked for, so that a vault can demand it later. Opaque to clients. */
export const requestedClaimsName = 'kvc_requested_claims'

/**
 * Issues an access token in the form that Key Vault is sent: version 1.0 claims, whichever endpoint it came from, because
 * the resource decides that and Key Vault's registration says 1.0.
 */
export async function issueToken(grant: TokenGrant): Promise<string> {
  const { SignJWT } = await import('jose')
  const { keyId, privateKey } = await signingKey()
  return new SignJWT(claimsOf(grant))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: keyId })
    .sign(privateKey)
}

function claimsOf(grant: TokenGrant): Record<string, unknown> {
  const { tenantId, clientId, audience, claims, proof, lifetime } = grant
  const issuer = `https://sts.windows.net/${tenantId}/`
  const seconds = Math.floor(grant.now / 1000)
  // An application has one object id per tenant, always the same.
  const objectId = derivedGuid(`${tenantId}/${clientId}`.toLowerCase())
  const capabilities = clientCapabilities(claims)
  return {
    aud: audience,
    iss: issuer,
    iat: seconds,
    nbf: seconds,
    exp: seconds + lifetime,
    appid: clientId,
    appidacr: proof === 'secret' ? '1' : '2',
    idp: issuer,
    idtyp: 'app',
    oid: objectId,
    sub: objectId,
    tid: tenantId,
    uti: base64UrlOf(crypto.getRandomValues(new Uint8Array(16))),
    ver: '1.0',
    ...(capabilities ? { xms_cc: capabilities } : {}),
    ...(claims === undefined ? {} : { [requestedClaimsName]: claims }),
  }
}

/** `{"access_token":{"xms_cc":{"values":["cp1"]}}}`: the client can handle claims challenges, and the token says so. */
function clientCapabilities(claims: string | undefined): unknown {
  if (claims === undefined) return undefined
  const requested = JSON.parse(claims) as { access_token?: { xms_cc?: { values?: unknown } } } | null
  return requested?.access_token?.xms_cc?.values
}
