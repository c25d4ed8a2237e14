import { jsonBytes } from '../../wire/body.ts'
import type { WireRequest, WireResponse } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { parseQuery, parseUrl } from '../../wire/url.ts'
import type { Clock } from '../clock.ts'
import type { Application, Applications } from './applications.ts'
import { issueToken } from './issue-token.ts'

export interface ManagedIdentityOptions {
  readonly applications: Applications
  readonly clock: Clock
  /** What `X-IDENTITY-HEADER` must say: App Service puts it into the environment of the program. */
  readonly identityHeader: string
}

/** Seconds: a managed identity's token lives a day, as learn.microsoft.com says. */
const lifetime = 86_400
/** Path of `IDENTITY_ENDPOINT`; App Service's own is on a port of the machine that changes. */
export const appServicePath = '/msi/token'
const imdsPath = '/metadata/identity/oauth2/token'

/**
 * Answers the endpoints of managed identities: the virtual machine's (IMDS) and App Service's. Error texts of IMDS by
 * learn.microsoft.com, "How to use managed identities to acquire an access token"; App Service documents none.
 */
export async function answerIdentityRequest(
  request: WireRequest,
  options: ManagedIdentityOptions,
): Promise<WireResponse> {
  const url = parseUrl(request.url)
  const path = url?.path.replace(/\/$/, '')
  const query = new Map(parseQuery(url?.query ?? ''))
  if (path === imdsPath) return answerImds(request, query, options)
  if (path === appServicePath) return answerAppService(request, query, options)
  return answer(404, { error: 'not_found', error_description: 'No such endpoint.' }, options.clock.now())
}

async function answerImds(
  request: WireRequest,
  query: ReadonlyMap<string, string>,
  options: ManagedIdentityOptions,
): Promise<WireResponse> {
  const now = options.clock.now()
  const refuse = (description: string): WireResponse =>
    answer(400, { error: 'invalid_request', error_description: description }, now)
  // Also what a probe is told, which has neither header nor query: any answer means that there is an endpoint.
  if (getHeader(request.headers, 'metadata')?.toLowerCase() !== 'true') {
    return refuse('Required metadata header not specified')
  }
  const version = query.get('api-version') ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(version) || version < '2018-02-01') {
    return refuse('Required api-version parameter is missing or not supported')
  }
  const resource = query.get('resource')
  if (!resource) return refuse('Required audience parameter not specified')
  const application = options.applications.findIdentity(query.get('client_id'))
  if (!application) return refuse('Identity not found')
  const { clock = options.clock } = application
  return answer(200, await imdsBody(application, resource, clock.now()), now)
}

async function answerAppService(
  request: WireRequest,
  query: ReadonlyMap<string, string>,
  options: ManagedIdentityOptions,
): Promise<WireResponse> {
  const now = options.clock.now()
  const refuse = (statusCode: number, message: string): WireResponse =>
    answer(statusCode, { statusCode, message, correlationId: crypto.randomUUID() }, now)
  if (getHeader(request.headers, 'x-identity-header') !== options.identityHeader) {
    return refuse(401, 'X-IDENTITY-HEADER is missing or wrong.')
  }
  if (query.get('api-version') !== '2019-08-01') return refuse(400, 'The api-version is not supported.')
  const resource = query.get('resource')
  if (!resource) return refuse(400, 'The resource parameter is missing.')
  const application = options.applications.findIdentity(query.get('client_id'))
  if (!application) return refuse(400, 'Unable to load the proper Managed Identity.')
  const { clock = options.clock } = application
  return answer(200, await appServiceBody(application, resource, clock.now()), now)
}

async function appServiceBody(
  application: Application,
  resource: string,
  now: number,
): Promise<Record<string, unknown>> {
  const { tenantId, clientId } = application
  const proof = 'managed-identity'
  const token = await issueToken({ tenantId, clientId, audience: resource, proof, now, lifetime })
  return {
    access_token: token,
    expires_on: String(Math.floor(now / 1000) + lifetime),
    resource,
    token_type: 'Bearer',
    client_id: clientId,
  }
}

async function imdsBody(
  application: Application,
  resource: string,
  now: number,
): Promise<Record<string, unknown>> {
  return {
    ...(await appServiceBody(application, resource, now)),
    expires_in: String(lifetime),
    ext_expires_in: String(lifetime),
    not_before: String(Math.floor(now / 1000)),
  }
}

function answer(status: number, value: unknown, now: number): WireResponse {
  const body = jsonBytes(value)
  return {
    status,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Server', 'IMDS/150.870.65.1854'],
      ['Date', new Date(now).toUTCString()],
      ['Content-Length', String(body.length)],
    ],
    body,
  }
}
