import { redactUrl } from './redact-url.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** OAuth scopes, space-separated: those of OpenID and `<resource>/.default` stay. */
export function redactScopes(value: string, scope: RedactionScope): string {
  return value
    .split(' ')
    .map((one) => redactScope(one, scope))
    .join(' ')
}

function redactScope(one: string, scope: RedactionScope): string {
  if (one === '' || /^(?:openid|profile|offline_access|email)$/.test(one)) return one
  const [, guid] = /^([0-9a-f-]{36})\/\.default$/i.exec(one) ?? []
  if (guid) return `${scope.vocabulary.placeholderFor('guid', guid)}/.default`
  return redactUrl(one, scope) ?? scope.vocabulary.placeholderFor('segment', one)
}
