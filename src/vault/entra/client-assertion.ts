import type { CryptoKey, JWTVerifyResult } from 'jose'
import { entraClouds } from '../../contract/entra-hosts.ts'
import type { Application } from './applications.ts'
import type { EntraProblem } from './entra-error.ts'

const tokenExchange = 'api://AzureADTokenExchange'

/**
 * Judges a client assertion (RFC 7523): signed by the application's key, for this tenant's token endpoint or for token
 * exchange, and not expired. `undefined` when it is good. `now` in milliseconds.
 */
export async function judgeAssertion(
  assertion: string,
  { clientId, tenantId, assertionKey }: Application,
  now: number,
): Promise<EntraProblem | undefined> {
  if (assertionKey === undefined)
    return refusal(700027, `No key is registered for application '${clientId}'.`)
  const verified = await verify(assertion, assertionKey, now)
  if (typeof verified === 'string') return assertionProblem(verified)
  return isFor(verified.payload.aud, tenantId)
    ? undefined
    : refusal(700023, 'Client assertion audience claim does not match Realm issuer.')
}

/** The verified assertion, or jose's code of what is wrong with it. */
async function verify(assertion: string, key: string, now: number): Promise<JWTVerifyResult | string> {
  const { jwtVerify, errors } = await import('jose')
  const algorithms = ['RS256', 'PS256', 'ES256']
  try {
    return await jwtVerify(assertion, ({ alg }) => importKey(key, alg), {
      algorithms,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'aud'],
    })
  } catch (error) {
    // A key of another kind than the algorithm's is a TypeError: the signature can not be this key's.
    return error instanceof errors.JOSEError ? error.code : 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'
  }
}

async function importKey(pem: string, algorithm: string): Promise<CryptoKey> {
  const { importSPKI, importX509 } = await import('jose')
  return pem.includes('BEGIN CERTIFICATE') ? importX509(pem, algorithm) : importSPKI(pem, algorithm)
}

function assertionProblem(code: string): EntraProblem {
  switch (code) {
    case 'ERR_JWT_EXPIRED':
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return refusal(700024, 'Client assertion is not within its valid time range.')
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return refusal(700027, 'Client assertion failed signature validation.')
    default:
      return refusal(50027, 'JWT token is invalid or malformed.')
  }
}

function isFor(audience: string | string[] | undefined, tenantId: string): boolean {
  const audiences = [audience ?? []].flat()
  return audiences.some((candidate) => candidate === tokenExchange || isTokenEndpoint(candidate, tenantId))
}

function isTokenEndpoint(audience: string, tenantId: string): boolean {
  const hosts = entraClouds.flatMap(({ aliases }) => aliases)
  const paths = ['/oauth2/v2.0/token', '/oauth2/token', '/v2.0', '/', '']
  const lower = audience.toLowerCase()
  return hosts.some((host) =>
    paths.some((path) => lower === `https://${host}/${tenantId.toLowerCase()}${path}`),
  )
}

function refusal(code: number, text: string): EntraProblem {
  return { status: 401, error: 'invalid_client', code, text }
}
