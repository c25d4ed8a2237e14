import parameters from '../../../schemas/parameters.json' with { type: 'json' }
import { decode } from '../../wire/url.ts'
import { redactForm, type ValueForm } from './redact-form.ts'
import { isEntraHost, isVault, redactOtherHost, redactVaultHost } from './redact-host.ts'
import { redactOtherPath, redactVaultPath, startsInCollection } from './redact-path.ts'
import { tellableName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'
import { settle } from './settled.ts'

const pattern = /^(https?:\/\/)([^/?#]*)([^?#]*)(?:\?([^#]*))?/i

/**
 * An absolute URL with placeholders in host, path and query; `undefined` when it is no http or https URL. Percent-encoding, doubled
 * slashes, the port and the order of parameters stay as they were; user info and fragment go.
 * @param method of the request, when it is a request's: `POST /secrets/restore` names no secret
 */
export function redactUrl(url: string, scope: RedactionScope, method?: string): string | undefined {
  if (!/^https?:\/\//i.test(url)) return undefined
  const key = `${method} ${scope.vault} ${scope.vaultHosts.size} ${url}`
  const settled = scope.settled.urls.get(key)
  if (settled !== undefined && scope.canaries.find(settled) === undefined) return settled
  const refusals = scope.refused.length
  const redacted = redactNew(url, scope, method)
  // What was left out has to be told each time.
  if (scope.refused.length === refusals) settle(scope.settled.urls, key, redacted, mostSettled)
  return redacted
}

const mostSettled = 1_000

function redactNew(url: string, scope: RedactionScope, method: string | undefined): string {
  const [, scheme = '', authority = '', path = '', query] = pattern.exec(url) ?? []
  const at = authority.lastIndexOf('@')
  if (at >= 0) learnUserInfo(authority.slice(0, at), scope)
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(:\d*)?/.exec(authority.slice(at + 1)) ?? []
  const role = roleOf(host, path, scope)
  const target =
    role === 'vault'
      ? redactVaultHost(host, scope) + port + redactVaultPath(path, scope, method)
      : redactOtherHost(host, scope) + port + redactOtherPath(path, scope)
  return scheme.toLowerCase() + target + redactQuery(query, role, scope)
}

type Role = 'vault' | 'entra' | 'identity' | 'other'

function roleOf(host: string, path: string, scope: RedactionScope): Role {
  if (isVault(host, scope) || startsInCollection(path)) return 'vault'
  if (isEntraHost(host)) return 'entra'
  return host === '169.254.169.254' || /^\/metadata\/identity|\/msi\/token/i.test(path) ? 'identity' : 'other'
}

function learnUserInfo(userInfo: string, { vocabulary }: RedactionScope): void {
  for (const part of userInfo.split(':')) vocabulary.placeholderFor('credential', decode(part))
}

function redactQuery(query: string | undefined, role: Role, scope: RedactionScope): string {
  if (query === undefined) return ''
  const known: Readonly<Record<string, ValueForm>> = parameters[role]
  const kept = query.split('&').flatMap((pair) => redactPair(pair, known, scope) ?? [])
  return kept.length === 0 && query !== '' ? '' : `?${kept.join('&')}`
}

function redactPair(
  pair: string,
  known: Readonly<Record<string, ValueForm>>,
  scope: RedactionScope,
): string | undefined {
  if (pair === '') return ''
  const equals = pair.indexOf('=')
  const rawName = equals < 0 ? pair : pair.slice(0, equals)
  const name = decode(rawName)
  const raw = equals < 0 ? '' : pair.slice(equals + 1)
  const value = decode(raw)
  const redacted = redactForm(name, value, {
    form: Object.hasOwn(known, name) ? known[name] : undefined,
    scope,
  })
  if (redacted !== undefined)
    return equals < 0 ? rawName : `${rawName}=${redacted === value ? raw : escapeValue(redacted)}`
  scope.refuse('request.query', tellableName(name))
  return undefined
}

/** Leaves what a URL may hold in a query, `:` and `/` too: links are easier to read. */
function escapeValue(value: string): string {
  return encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%24', '$')
}
