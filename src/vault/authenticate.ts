import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import type { WireRequest } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'
import { challengeFor, claimsChallenge } from './challenge.ts'
import { fillBehaviour } from './fill-behaviour.ts'
import type { Outcome } from './outcome.ts'
import { serviceError } from './service-error.ts'
import { tenantFor } from './tenant.ts'
import type { TokenVerdict, TokenVerifier } from './token-verifier.ts'
import type { VaultState } from './vault-state.ts'

/** The door of a vault: nothing else is looked at before it, neither name nor api-version nor body. */
export interface Gate {
  /** What a request without a token is told. */
  refuseMissingToken(): Outcome
  /** `undefined` when a request with this token may pass. `now` in milliseconds. */
  admit(token: string, now: number): Promise<Outcome | undefined>
  /** The vault's tenant as of now. */
  tenantId(): string
  /** The `WWW-Authenticate` of the next refusal, if it has one; counts as a refusal. */
  nextChallenge(): string | undefined
  /** From the next request with a token on, more is demanded. */
  demand(demand: LaterDemand): void
}

/** What a vault comes to demand while it runs; with nothing in it, the next token is refused once, as one that expired. */
export interface LaterDemand {
  /** Claims as JSON text, of every token. */
  readonly claims?: string
  /** The tenant the vault moves to: a GUID. */
  readonly tenantId?: string
}

export interface GateOptions {
  readonly state: VaultState
  /** GUID that `own` stands for. */
  readonly tenantId: string
  readonly verifyToken: TokenVerifier
}

const missingToken = 'AKV10000: Request is missing a Bearer, PoP, or MTLS_POP token.'

/** A gate that counts what it saw: refusals choose the challenge, accepted requests the tenant, tokens the claims. */
export function createGate({ state, tenantId: own, verifyToken }: GateOptions): Gate {
  const { behaviour } = state
  let refusals = 0
  let accepted = 0
  let withToken = 0
  let later: LaterDemand = {}
  let refuseNext = false

  function tenantId(): string {
    if (later.tenantId !== undefined) return later.tenantId
    const current = behaviour.tenants?.findLast(({ after }) => accepted >= after)
    return tenantFor(current?.tenant ?? 'own', own)
  }

  function nextChallenge(): string | undefined {
    const { challenges } = behaviour
    if (!challenges) return challengeFor(state, tenantId())
    const template = challenges[Math.min(refusals++, challenges.length - 1)]
    return typeof template === 'string' ? fillBehaviour(template, state, tenantId()) : undefined
  }

  function refuse(message: string, challenge = nextChallenge()): Outcome {
    const outcome = serviceError(401, { code: 'Unauthorized', message })
    return challenge === undefined ? outcome : { ...outcome, challenge }
  }

  function claimsDemand(): Omit<NonNullable<VaultBehaviour['claims']>[number], 'onRequest'> | undefined {
    if (later.claims !== undefined) return { claims: later.claims }
    return behaviour.claims?.findLast(({ onRequest }) => withToken >= onRequest)
  }

  function demand(added: LaterDemand): void {
    later = { ...later, ...added }
    refuseNext = Object.keys(added).length === 0
  }

  async function admit(token: string, now: number): Promise<Outcome | undefined> {
    withToken++
    if (refuseNext) {
      refuseNext = false
      return refuse(expiredText)
    }
    const demanded = claimsDemand()
    const claims = demanded === undefined ? {} : { claims: demanded.claims }
    const demanding = { audience: state.resource, tenantId: tenantId(), now, ...claims }
    const verdict = await verifyToken(token, demanding)
    const tooFew = demanded?.everyToken || (!verdict.valid && verdict.problem === 'claims')
    if (demanded && tooFew && (verdict.valid || verdict.problem === 'claims')) {
      const beside = demanded.withResource ? challengeFor(state, demanding.tenantId) : undefined
      return refuse(insufficientClaims, claimsChallenge(demanded.claims, beside))
    }
    if (!verdict.valid) return refuse(refusalText(verdict, state.resource, demanding.tenantId))
    accepted++
    return undefined
  }

  return { refuseMissingToken: () => refuse(missingToken), admit, tenantId, nextChallenge, demand }
}

/** The token of an `Authorization: Bearer` header; other schemes count as none. */
export function bearerToken(request: WireRequest): string | undefined {
  const value = getHeader(request.headers, 'authorization')
  return value === undefined ? undefined : /^Bearer +([^ ]+) *$/i.exec(value)?.[1]
}

/** Unconfirmed: no recording shows the body of a claims challenge. */
const insufficientClaims = 'Error validating token: insufficient claims.'

const expiredText = 'Error validating token: IDX10223'

/** Key Vault's own application id, the same in every tenant: the other audience that the service takes. */
const keyVaultApplication = 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093'

/**
 * Audience and issuer: quoted in public issues (MicrosoftDocs/azure-docs#109562, MicrosoftDocs/azure-docs#75410).
 * Signature: Azure-Samples/azuresandbox#362. Expiry: Azure/azure-sdk-for-python#12368, of 2020. A malformed
 * token, whose key cannot be found either, is unconfirmed.
 */
function refusalText(verdict: TokenVerdict & { valid: false }, audience: string, tenantId: string): string {
  switch (verdict.problem) {
    case 'audience':
      return `AKV10022: Invalid audience. Expected ${audience} or ${keyVaultApplication}, found: ${verdict.found ?? ''}.`
    case 'issuer':
      return `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenantId}/, found ${verdict.found ?? ''}.`
    case 'signature':
    case 'malformed':
      return 'AKV10046: Unable to resolve the key used for signature validation.'
    case 'expired':
      return expiredText
    case 'claims':
      return insufficientClaims
  }
}
