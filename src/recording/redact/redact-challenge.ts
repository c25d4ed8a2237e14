import { redactClaims } from './redact-claims.ts'
import { redactIds } from './redact-ids.ts'
import { redactScopes } from './redact-scopes.ts'
import { redactUrl } from './redact-url.ts'
import type { RedactionScope } from './redaction-scope.ts'

const parameterPattern = /([A-Za-z0-9_-]+)(\s*=\s*)(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g
const schemes: ReadonlySet<string> = new Set([
  '',
  'bearer',
  'pop',
  'mtls_pop',
  'basic',
  'negotiate',
  'ntlm',
  'digest',
])

/**
 * A `WWW-Authenticate` value with placeholders for tenants and claims. Order, quotes and separators stay. An unknown
 * parameter keeps its name and loses its value; `undefined` when something else stands between schemes and parameters.
 */
export function redactChallenge(value: string, scope: RedactionScope): string | undefined {
  const between = value.replace(parameterPattern, ' ').split(/[\s,]+/)
  if (!between.every((word) => schemes.has(word.toLowerCase()))) return undefined
  if (
    [...value.matchAll(parameterPattern)].some(
      ([, name = '']) => !Object.hasOwn(parameters, name.toLowerCase()),
    )
  )
    return undefined
  return value.replace(
    parameterPattern,
    (_, name: string, equals: string, quoted?: string, plain?: string) => {
      const redacted = redactParameter(name, quoted ?? plain ?? '', scope)
      return `${name}${equals}${quoted === undefined ? redacted : `"${redacted}"`}`
    },
  )
}

function redactParameter(name: string, value: string, scope: RedactionScope): string {
  if (value === '') return ''
  return parameters[name.toLowerCase()]?.(value, scope) ?? 'redacted'
}

const parameters: Readonly<Record<string, (value: string, scope: RedactionScope) => string | undefined>> = {
  authorization: redactUrl,
  authorization_uri: redactUrl,
  resource: redactResource,
  scope: redactScopes,
  claims: redactClaims,
  client_id: redactIds,
  error: (value) => (/^[a-z_]{1,40}$/.test(value) ? value : undefined),
  error_description: () => undefined,
  realm: () => undefined,
  nonce: () => undefined,
}

/** Go's recorder replaced the whole host: where the vault is `fakevault.local`, the resource is `https://local`. */
function redactResource(value: string, scope: RedactionScope): string | undefined {
  const [, host, rest = ''] = /^https:\/\/([^/:]+)(\/?)$/.exec(value) ?? []
  const isParent =
    host !== undefined && scope.vault?.endsWith(`.${host.toLowerCase()}`) && !host.includes('.')
  return isParent ? `https://vault.azure.net${rest}` : redactUrl(value, scope)
}
