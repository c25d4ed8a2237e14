import { textOf } from '../../wire/body.ts'
import { claimsSuffice, verifyTestToken } from '../test-token.ts'
import type { TokenDemand, TokenVerdict } from '../token-verifier.ts'
import { requestedClaimsName } from './issue-token.ts'
import { signingKey } from './signing-key.ts'

type Payload = Readonly<Record<string, unknown>>
type Refused = Extract<TokenVerdict, { valid: false }>

/** Signatures hold for ever, and clients send one token many times: verified once, remembered while there is room. */
const verified = new Map<string, Payload>()
const room = 1_000

/**
 * Judges an access token as a vault does: signed by this process's Entra, not expired by the vault's clock, for the
 * vault's audience and tenant, asked for with the claims it demands. Test tokens are judged by what they say.
 *
 * `nbf` is not judged: a vault whose clock was set to the past would refuse every token.
 */
export async function verifyToken(token: string, demand: TokenDemand): Promise<TokenVerdict> {
  if (token.startsWith('kvc-test.')) return verifyTestToken(token, demand)
  const payload = verified.get(token) ?? (await readPayload(token))
  if (isVerdict(payload)) return payload
  remember(token, payload)
  return judge(payload, demand)
}

async function readPayload(token: string): Promise<Payload | Refused> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { valid: false, problem: 'malformed' }
  const { compactVerify, errors } = await import('jose')
  const { publicKey } = await signingKey()
  try {
    const { payload } = await compactVerify(token, publicKey, { algorithms: ['RS256'] })
    return JSON.parse(textOf(payload)) as Payload
  } catch (error) {
    const isForged =
      error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed
    return { valid: false, problem: isForged ? 'signature' : 'malformed' }
  }
}

function judge(payload: Payload, demand: TokenDemand): TokenVerdict {
  const { exp, aud, iss } = payload
  if (typeof exp !== 'number' || exp * 1000 <= demand.now) return { valid: false, problem: 'expired' }
  if (aud !== demand.audience) return { valid: false, problem: 'audience', found: String(aud) }
  const issuer = `https://sts.windows.net/${demand.tenantId}/`
  if (String(iss).toLowerCase() !== issuer.toLowerCase()) {
    return { valid: false, problem: 'issuer', found: String(iss) }
  }
  const asked = payload[requestedClaimsName]
  const suffices = claimsSuffice(typeof asked === 'string' ? asked : null, demand.claims ?? '{}')
  return suffices ? { valid: true } : { valid: false, problem: 'claims' }
}

function remember(token: string, payload: Payload): void {
  if (verified.size >= room) verified.clear()
  verified.set(token, payload)
}

function isVerdict(value: Payload | Refused): value is Refused {
  return value['valid'] === false
}
