import { textOf } from '../../wire/body.ts'
import type { WireRequest, WireResponse } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { parseQuery, type UrlParts } from '../../wire/url.ts'
import type { Clock } from '../clock.ts'
import type { Application, Applications } from './applications.ts'
import { basicCredential } from './attribute-request.ts'
import { judgeAssertion } from './client-assertion.ts'
import * as problems from './entra-error.ts'
import { entraResponse } from './entra-response.ts'
import { issueToken } from './issue-token.ts'

/** A request to a token endpoint, taken apart. */
export interface TokenCall {
  readonly request: WireRequest
  readonly url: UrlParts
  /** As in the path. */
  readonly tenant: string
  /** v1 takes `resource`, v2 takes `scope`. */
  readonly version: 'v1' | 'v2'
}

/** Seconds; the real service says 3599 to applications that can not handle claims challenges, as recorded to 2021. */
const lifetime = 3599
const openIdScopes = new Set(['openid', 'profile', 'offline_access', 'email'])

/** Answers `POST /{tenant}/oauth2/v2.0/token` and the older `/{tenant}/oauth2/token`: client credentials only. */
export async function answerTokenRequest(
  call: TokenCall,
  { applications, clock }: { readonly applications: Applications; readonly clock: Clock },
): Promise<WireResponse> {
  const form = new URLSearchParams(textOf(call.request.body))
  const application = findApplication(call, form, applications)
  const now = ('clientId' in application ? (application.clock ?? clock) : clock).now()
  const outcome = 'clientId' in application ? await grant(call, form, { application, now }) : application
  if ('code' in outcome)
    return problems.entraError(outcome, { now, correlationId: correlationId(call, form) })
  return entraResponse(200, outcome.body, { now })
}

function findApplication(
  { request, tenant }: TokenCall,
  form: URLSearchParams,
  applications: Applications,
): Application | problems.EntraProblem {
  if (request.method !== 'POST') return problems.postOnly(request.method)
  if (!applications.hasTenant(tenant)) return problems.unknownTenant(tenant, 'invalid_request')
  const clientId = form.get('client_id') ?? basicCredential(request)?.clientId
  if (!clientId) return problems.missingParameter('client_id')
  return applications.find(tenant, clientId) ?? problems.unknownApplication(clientId, tenant)
}

async function grant(
  call: TokenCall,
  form: URLSearchParams,
  { application, now }: { readonly application: Application; readonly now: number },
): Promise<problems.EntraProblem | { readonly body: unknown }> {
  const grantType = form.get('grant_type')
  if (!grantType) return problems.missingParameter('grant_type')
  if (grantType !== 'client_credentials') return problems.unsupportedGrant(grantType)
  const audience = call.version === 'v1' ? resourceOf(form) : audienceOf(form)
  if (typeof audience !== 'string') return audience
  const claims = form.get('claims') || undefined
  if (claims !== undefined && !isJsonObject(claims)) return problems.invalidParameter('claims')
  const refused = await judgeCredential(call.request, form, { application, now })
  if (refused) return refused
  const proof = form.has('client_assertion') ? 'certificate' : 'secret'
  const { tenantId, clientId } = application
  const token = await issueToken({ tenantId, clientId, audience, claims, proof, now, lifetime })
  return { body: call.version === 'v1' ? v1Body(token, audience, now) : v2Body(token) }
}

async function judgeCredential(
  request: WireRequest,
  form: URLSearchParams,
  { application, now }: { readonly application: Application; readonly now: number },
): Promise<problems.EntraProblem | undefined> {
  const assertion = form.get('client_assertion')
  if (assertion) return judgeAssertion(assertion, application, now)
  const secret = form.get('client_secret') ?? basicCredential(request)?.clientSecret
  if (!secret) return problems.missingCredential
  // A plain comparison: the secrets are made up for a run, nothing is to be learnt from how long it takes.
  return secret === application.clientSecret ? undefined : problems.wrongSecret(application.clientId)
}

/**
 * The resource of the one scope `{resource}/.default`; the OpenID scopes that some libraries add mean nothing here.
 * Every resource is granted: which ones a tenant knows is its own business, and the vault judges the audience.
 */
function audienceOf(form: URLSearchParams): string | problems.EntraProblem {
  const scope = form.get('scope') ?? ''
  const scopes = scope.split(' ').filter((part) => part !== '' && !openIdScopes.has(part))
  const resource = /^(.+)\/\.default$/.exec(scopes[0] ?? '')?.[1]
  return scopes.length === 1 && resource !== undefined ? resource : problems.invalidScope(scope)
}

function resourceOf(form: URLSearchParams): string | problems.EntraProblem {
  return form.get('resource') || problems.missingParameter('resource')
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function v2Body(token: string): unknown {
  return { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: token }
}

/** Every number as text. */
function v1Body(token: string, resource: string, now: number): unknown {
  const seconds = Math.floor(now / 1000)
  return {
    token_type: 'Bearer',
    expires_in: String(lifetime),
    ext_expires_in: String(lifetime),
    expires_on: String(seconds + lifetime),
    not_before: String(seconds),
    resource,
    access_token: token,
  }
}

/** Libraries send it in one of three places; a refusal names it, so that both sides' logs can be joined. */
function correlationId({ request, url }: TokenCall, form: URLSearchParams): string | undefined {
  const inQuery = parseQuery(url.query).find(([name]) => name === 'client-request-id')?.[1]
  return inQuery ?? form.get('client-request-id') ?? getHeader(request.headers, 'client-request-id')
}
