import { type EntraCloud, entraCloudOf } from '../../contract/entra-hosts.ts'
import type { WireAnswer, WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'
import { type Clock, createClock } from '../clock.ts'
import type { TokenVerifier } from '../token-verifier.ts'
import { type Application, type Applications, createApplications } from './applications.ts'
import { attributeRequest } from './attribute-request.ts'
import { entraError, unknownInstance, unknownTenant } from './entra-error.ts'
import { entraResponse } from './entra-response.ts'
import { answerIdentityRequest } from './managed-identity.ts'
import { instanceDiscovery, isPlaceholder, openIdConfiguration } from './metadata-documents.ts'
import { signingKey } from './signing-key.ts'
import { answerTokenRequest } from './token-endpoint.ts'
import { answerWithTokenFault } from './token-faults.ts'
import { verifyToken } from './verify-token.ts'

/** The reference Entra: issues tokens to registered applications, and lets vaults judge them. */
export interface Entra {
  /** Answers the sign-in hosts of every cloud. */
  readonly handler: Handler
  /** Answers the managed identity endpoints, IMDS and App Service. */
  readonly identityHandler: Handler
  /** `IDENTITY_HEADER` of App Service. */
  readonly identityHeader: string
  /** Makes a tenant known, so that unknown applications are told from unknown tenants. */
  registerTenant(tenantId: string): void
  /** Once per tenant it may ask in; the same pair again replaces it. The first one is the machine's managed identity. */
  registerApplication(application: Application): void
  removeApplication(clientId: string): void
  readonly verifyToken: TokenVerifier
}

interface Context {
  readonly applications: Applications
  readonly clock: Clock
}

/** @example const entra = createEntra(); entra.registerApplication({ tenantId, clientId, clientSecret }) */
export function createEntra({ clock = createClock() }: { readonly clock?: Clock } = {}): Entra {
  const applications = createApplications()
  const identityHeader = crypto.randomUUID()
  const context = { applications, clock }
  return {
    handler: (request) => answer(request, context),
    identityHandler: (request) => answerIdentity(request, { ...context, identityHeader }),
    identityHeader,
    registerTenant: applications.addTenant,
    registerApplication: applications.add,
    removeApplication: applications.remove,
    verifyToken,
  }
}

const routes: readonly (readonly [path: RegExp, respond: Respond])[] = [
  [/^\/common\/discovery\/instance$/i, discover],
  [/^\/[^/]+(\/v2\.0)?\/\.well-known\/openid-configuration$/i, configure],
  [/^\/[^/]+\/discovery(\/v2\.0)?\/keys$/i, tellKeys],
  [/^\/[^/]+\/oauth2(\/v2\.0)?\/token$/i, token],
]

/** A request on a route, taken apart. */
interface Call {
  readonly request: WireRequest
  readonly url: NonNullable<ReturnType<typeof parseUrl>>
  readonly cloud: EntraCloud
  readonly tenant: string
  readonly version: 'v1' | 'v2'
}

type Respond = (call: Call, context: Context) => WireAnswer | Promise<WireAnswer>

async function answer(request: WireRequest, context: Context): Promise<WireAnswer> {
  const url = parseUrl(request.url)
  const cloud = url && entraCloudOf(url.host)
  for (const [path, respond] of routes) {
    const match = url && path.exec(url.path)
    if (!match || !cloud) continue
    const tenant = url.path.split('/')[1] ?? ''
    return respond({ request, url, cloud, tenant, version: match[1] ? 'v2' : 'v1' }, context)
  }
  return entraResponse(404, undefined, { now: context.clock.now() })
}

function discover({ url }: Call, { clock }: Context): WireAnswer {
  const now = clock.now()
  const document = instanceDiscovery(url.query)
  return document === undefined
    ? entraError(unknownInstance, { now })
    : entraResponse(200, document, { now, caching: 'a-day' })
}

function configure({ cloud, tenant, version }: Call, { applications, clock }: Context): WireAnswer {
  const now = clock.now()
  if (!isPlaceholder(tenant) && !applications.hasTenant(tenant)) {
    return entraError(unknownTenant(tenant, 'invalid_tenant'), { now })
  }
  return entraResponse(200, openIdConfiguration(cloud, tenant, version), { now, caching: 'a-day' })
}

async function tellKeys(_call: Call, { clock }: Context): Promise<WireAnswer> {
  const { jwk } = await signingKey()
  return entraResponse(200, { keys: [jwk] }, { now: clock.now(), caching: 'a-day' })
}

async function token(call: Call, context: Context): Promise<WireAnswer> {
  const clientId = attributeRequest(call.request)?.clientId
  const application = clientId === undefined ? undefined : context.applications.find(call.tenant, clientId)
  return faulty(application, context) ?? (await answerTokenRequest(call, context))
}

async function answerIdentity(
  request: WireRequest,
  context: Context & { readonly identityHeader: string },
): Promise<WireAnswer> {
  const clientId = attributeRequest(request)?.clientId
  const application = clientId === undefined ? undefined : context.applications.findIdentity(clientId)
  return faulty(application, context) ?? (await answerIdentityRequest(request, context))
}

function faulty(application: Application | undefined, { clock }: Context): WireAnswer | undefined {
  const fault = application?.faults?.next()
  return fault && answerWithTokenFault(fault, (application?.clock ?? clock).now())
}
