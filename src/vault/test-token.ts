import { base64UrlOf, bytesOfBase64 } from '../wire/base64.ts'
import { jsonBytes, jsonOf } from '../wire/body.ts'
import type { TokenDemand, TokenVerdict } from './token-verifier.ts'

/** What a driver's test credential was asked for; null or absent where the client asked for nothing. */
export interface TestToken {
  readonly scopes: readonly string[]
  readonly tenantId: string | null
  /** Claims as JSON text, as the client passed them on. */
  readonly claims: string | null
  readonly enableCae: boolean
  /** Counts the tokens of one credential, from 1. */
  readonly serial: number
  readonly clientId: string | null
}

const prefix = 'kvc-test.'

/** Writes a test token: what `readTestToken` reads. */
export function writeTestToken(contents: TestTokenContents): string {
  return `${prefix}${base64UrlOf(jsonBytes(contents))}`
}

/** As a credential was asked; null where it was asked for nothing. */
export type TestTokenContents = Omit<TestToken, 'enableCae'> & { readonly enableCae: boolean | null }

/** Reads a test token: `kvc-test.` and the base64url of a JSON object. `undefined` when the text is none. */
export function readTestToken(token: string): TestToken | undefined {
  if (!token.startsWith(prefix)) return undefined
  const json = jsonOf(bytesOfBase64(token.slice(prefix.length)))
  return isObject(json) ? toTestToken(json) : undefined
}

/**
 * Accepts a test token whose scope is for the demanded audience, whose tenant is the vault's or was not asked
 * for, and which was asked for with the demanded claims. Its expiry is the credential's matter only.
 */
export async function verifyTestToken(token: string, demand: TokenDemand): Promise<TokenVerdict> {
  const read = readOnce(token)
  if (!read) return { valid: false, problem: 'malformed' }
  if (!read.scopes.includes(`${demand.audience}/.default`)) {
    return { valid: false, problem: 'audience', found: audienceOf(read.scopes[0] ?? '') }
  }
  if (read.tenantId !== null && read.tenantId.toLowerCase() !== demand.tenantId.toLowerCase()) {
    return { valid: false, problem: 'issuer', found: `https://sts.windows.net/${read.tenantId}/` }
  }
  if (demand.claims !== undefined && !claimsSuffice(read.claims, demand.claims)) {
    return { valid: false, problem: 'claims' }
  }
  return { valid: true }
}

/** True when every demanded claim was asked for; more may have been. */
export function claimsSuffice(asked: string | null, demanded: string): boolean {
  if (asked === demanded) return true
  try {
    return contains(JSON.parse(asked ?? '{}'), JSON.parse(demanded))
  } catch {
    return false
  }
}

const lastRead = new Map<string, TestToken | undefined>()

/** A client sends one token with every request: it is read once. */
function readOnce(token: string): TestToken | undefined {
  const known = lastRead.get(token)
  if (known) return known
  if (lastRead.size >= 256) lastRead.clear()
  const read = readTestToken(token)
  lastRead.set(token, read)
  return read
}

function toTestToken(json: Record<string, unknown>): TestToken | undefined {
  const { scopes, tenantId, claims, enableCae, serial, clientId } = json
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string')) return undefined
  return {
    scopes,
    tenantId: typeof tenantId === 'string' ? tenantId : null,
    claims: typeof claims === 'string' ? claims : null,
    enableCae: enableCae === true,
    serial: typeof serial === 'number' ? serial : 0,
    clientId: typeof clientId === 'string' ? clientId : null,
  }
}

function audienceOf(scope: string): string {
  return scope.endsWith('/.default') ? scope.slice(0, -'/.default'.length) : scope
}

function contains(asked: unknown, demanded: unknown): boolean {
  if (Array.isArray(demanded)) {
    return (
      Array.isArray(asked) && demanded.every((item) => asked.some((candidate) => contains(candidate, item)))
    )
  }
  if (!isObject(demanded)) return Object.is(asked, demanded)
  return isObject(asked) && Object.entries(demanded).every(([name, value]) => contains(asked[name], value))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
