import { answeredOn, isKnown } from '../../../src/contract/seen-facts.ts'
import { isVaultHost } from '../../../src/contract/vault-host.ts'
import { getHeader, withoutHeader } from '../../../src/wire/headers.ts'
import { editAnswer } from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'

const form = 'response/challenge-form'
const host = 'response/challenge-login-host'
const quoted = /resource="([^"]*)"/

/** Challenges of other forms than the service's. */
export const challengeKinds: readonly CorruptionKind[] = [
  challengeKind('other-scheme', form, (value) => value.replace('Bearer', 'PoP')),
  challengeKind('scheme-in-lower-case', form, (value) => value.replace('Bearer', 'bearer')),
  challengeKind('no-scheme', form, (value) => value.replace('Bearer ', '')),
  challengeKind('unquoted', form, (value) => value.replaceAll('"', '')),
  challengeKind('single-quotes', form, (value) => value.replaceAll('"', "'")),
  challengeKind('no-resource', form, (value) => value.replace(/, resource=.*/, '')),
  challengeKind('no-authorization', form, (value) => value.replace(/authorization="[^"]*", /, '')),
  challengeKind('authorization-uri', form, (value) => value.replace('authorization=', 'authorization_uri=')),
  challengeKind('scope-for-resource', form, (value) => value.replace(quoted, 'scope="$1/.default"')),
  challengeKind('scope-added', form, (value) => `${value}, scope="https://vault.azure.net/.default"`),
  challengeKind('realm-added', form, (value) => value.replace('Bearer ', 'Bearer realm="", ')),
  challengeKind('resource-with-slash', form, (value) => value.replace(quoted, 'resource="$1/"')),
  challengeKind('resource-without-scheme', form, (value) =>
    value.replace('resource="https://', 'resource="'),
  ),
  challengeKind('resource-empty', form, (value) => value.replace(quoted, 'resource=""')),
  challengeKind(
    'resource-foreign',
    form,
    (value, context) => isReal(context) && value.replace(quoted, 'resource="https://storage.azure.com"'),
  ),
  challengeKind(
    'resource-of-attacker',
    form,
    (value, context) =>
      isReal(context) && value.replace(quoted, 'resource="https://evilvault.azure.net.example.com"'),
  ),
  challengeKind('authority-without-tenant', form, (value) =>
    value.replace(/(authorization="https:\/\/[^/"]+)\/[^"]*/, '$1'),
  ),
  challengeKind('authority-with-more', form, (value) =>
    value.replace(/(authorization="[^"]*)/, '$1/oauth2/authorize'),
  ),
  challengeKind('authority-over-http', form, (value) =>
    value.replace('authorization="https:', 'authorization="http:'),
  ),
  challengeKind('swapped', form, (value) =>
    value.replace(/(authorization="[^"]*"), (resource="[^"]*")/, '$2, $1'),
  ),
  challengeKind('semicolon', form, (value) => value.replace('", ', '"; ')),
  challengeKind(
    'login-host-unknown',
    host,
    (value, context) =>
      isReal(context) &&
      value.replace(/authorization="https:\/\/[^/"]+/, 'authorization="https://login.example.com'),
  ),
  challengeKind(
    'login-host-before-its-time',
    host,
    (value, context) =>
      isReal(context) &&
      answeredOn(context.seen) < Date.parse('2023-03-28') &&
      value.replace('login.windows.net', 'login.microsoftonline.com'),
  ),
  challengeKind(
    'login-host-after-its-time',
    host,
    (value, context) =>
      isReal(context) &&
      answeredOn(context.seen) >= Date.parse('2023-10-04') &&
      value.replace('login.microsoftonline.com', 'login.windows.net'),
  ),
  headerKind('challenge/dropped', form, (context) =>
    editAnswer(context, ({ headers }) => ({ headers: withoutHeader(headers, 'www-authenticate') })),
  ),
  headerKind('challenge/doubled', form, (context) =>
    editAnswer(context, ({ headers }) => ({
      headers: [...headers, ['WWW-Authenticate', 'Basic realm="x"']],
    })),
  ),
  {
    id: 'challenge/on-another-status',
    requirement: form,
    corrupt: (_exchange, context) =>
      context.seen.response?.status === 401 || !isKnown(context.seen, 'response.headers')
        ? undefined
        : editAnswer(context, ({ headers }) => ({
            headers: [
              ...headers,
              [
                'WWW-Authenticate',
                'Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net"',
              ],
            ],
          })),
  },
  {
    id: 'challenge/body-empty-since-2019',
    requirement: 'response/challenge-body',
    corrupt: (_exchange, context) => withBody(context, ''),
  },
  {
    id: 'challenge/body-other-code',
    requirement: 'response/challenge-body',
    corrupt: (_exchange, context) =>
      withBody(context, '{"error":{"code":"AuthenticationRequired","message":"Log in."}}'),
  },
]

function challengeKind(
  id: string,
  requirement: string,
  change: (value: string, context: CorruptionContext) => string | false,
): CorruptionKind {
  return headerKind(`challenge/${id}`, requirement, (context) =>
    editAnswer(context, ({ headers }) => {
      const value = getHeader(headers, 'www-authenticate') ?? ''
      const changed = change(value, context)
      if (changed === false || changed === value) return undefined
      return {
        headers: headers.map((header) =>
          /^www-authenticate$/i.test(header[0]) ? [header[0], changed] : header,
        ),
      }
    }),
  )
}

function headerKind(
  id: string,
  requirement: string,
  change: (context: CorruptionContext) => ReturnType<CorruptionKind['corrupt']>,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    const { response } = context.seen
    if (response?.status !== 401 || getHeader(response.headers, 'www-authenticate') === undefined)
      return undefined
    return isKnown(context.seen, 'response.headers') ? change(context) : undefined
  }
  return { id, requirement, corrupt }
}

function withBody(context: CorruptionContext, text: string): ReturnType<CorruptionKind['corrupt']> {
  const { seen } = context
  const isProbe = seen.response?.status === 401 && seen.authorized === false
  if (!isProbe || !isKnown(seen, 'response.body') || !(answeredOn(seen) >= Date.parse('2019-08-06')))
    return undefined
  return editAnswer(context, () => ({ body: new TextEncoder().encode(text) }))
}

/** Sanitised hosts and closed clouds have domains of their own. */
function isReal({ seen }: CorruptionContext): boolean {
  const resource = quoted.exec(getHeader(seen.response?.headers ?? [], 'www-authenticate') ?? '')?.[1]
  return isVaultHost(seen.url?.host ?? '') && resource === 'https://vault.azure.net'
}
