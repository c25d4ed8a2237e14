import { type EntraCloud, entraCloudOf, entraClouds } from '../../contract/entra-hosts.ts'
import { parseQuery, parseUrl } from '../../wire/url.ts'

/**
 * `GET /common/discovery/instance`: which hosts belong together. `undefined` when the endpoint asked about lies on no
 * known host.
 */
export function instanceDiscovery(query: string): unknown {
  const parameters = new Map(parseQuery(query))
  const endpoint = parseUrl(parameters.get('authorization_endpoint') ?? '')
  if (!endpoint || !entraCloudOf(endpoint.host)) return undefined
  const [, tenant = 'common'] = endpoint.path.split('/')
  const version = /\/v2\.0\//i.test(endpoint.path) ? '/v2.0' : ''
  return {
    tenant_discovery_endpoint: `https://${endpoint.host}/${tenant}${version}/.well-known/openid-configuration`,
    'api-version': parameters.get('api-version') ?? '1.1',
    metadata: entraClouds.map(({ preferredNetwork, preferredCache, aliases }) => ({
      preferred_network: preferredNetwork,
      preferred_cache: preferredCache,
      aliases,
    })),
  }
}

/** `GET /{tenant}/v2.0/.well-known/openid-configuration`, and the one without `v2.0`. Members as recorded in 2022. */
export function openIdConfiguration(cloud: EntraCloud, tenant: string, version: 'v1' | 'v2'): unknown {
  const base = `https://${cloud.preferredNetwork}/${tenant}`
  // `common` and its like stand for any tenant: the document is theirs, but no token's issuer is.
  const issuer = isPlaceholder(tenant) ? '{tenantid}' : tenant
  const oauth = version === 'v2' ? `${base}/oauth2/v2.0` : `${base}/oauth2`
  return {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: version === 'v2' ? `${base}/discovery/v2.0/keys` : `${base}/discovery/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer:
      version === 'v2'
        ? `https://${cloud.preferredNetwork}/${issuer}/v2.0`
        : `https://sts.windows.net/${issuer}/`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${oauth}/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'ver'],
    kerberos_endpoint: `${base}/kerberos`,
    tenant_region_scope: 'WW',
    cloud_instance_name: cloud.preferredNetwork.replace(/^login[^.]*\./, ''),
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  }
}

/** True for a path segment that stands for any tenant. */
export function isPlaceholder(tenant: string): boolean {
  return /^(common|organizations|consumers)$/i.test(tenant)
}
