import type { OperationMatch } from '../../src/contract/match-operation.ts'
import type { WireResponse } from '../../src/wire/exchange.ts'
import { compareValues } from './compare-values.ts'
import { asJson, type Json, type RecordedExchange } from './trace.ts'

/** What two answers to one request are compared by, besides the answers. */
export interface Bodies {
  readonly match: OperationMatch | undefined
  readonly recorded: Json | undefined
  readonly ours: Json | undefined
}

/** Differences in status, code, inner code, message, members, header names and values, a phrase each; none: equal. */
export function compareAnswers(
  exchange: RecordedExchange,
  answer: WireResponse,
  { match, recorded, ours }: Bodies,
): string[] {
  const operation = match?.operation ?? 'none'
  if (exchange.status !== answer.status)
    return [`${operation} status ${exchange.status}: ours ${answer.status}`]
  const versioned = match?.query.some(([name]) => name === 'api-version')
  return [
    ...compareErrors(operation, recorded, ours),
    ...(versioned ? compareMembers(operation, recorded, ours) : []),
    ...compareHeaders(exchange, answer),
  ]
}

function compareErrors(operation: string, recorded: Json | undefined, ours: Json | undefined): string[] {
  const [theirError, ourError] = [asJson(recorded?.['error']), asJson(ours?.['error'])]
  if (!theirError || !ourError) return []
  const inner = (error: Json): unknown => asJson(error['innererror'])?.['code']
  return [
    ...(theirError['code'] === ourError['code']
      ? []
      : [`${operation} code ${theirError['code']}: ours ${ourError['code']}`]),
    ...(inner(theirError) === inner(ourError) || inner(theirError) === 'AccessDenied'
      ? []
      : [`${operation} inner code ${inner(theirError)}: ours ${inner(ourError)}`]),
    ...(sameMessage(theirError['message'], ourError['message'])
      ? []
      : [`${operation} message "${blur(theirError['message'])}": ours "${blur(ourError['message'])}"`]),
  ]
}

function sameMessage(theirs: unknown, ours: unknown): boolean {
  const [their, our] = [blur(theirs), blur(ours)]
  return their === our || olderTexts[their] === our
}

function blur(message: unknown): string {
  return String(message)
    .replace(/ecret not found: .*/, 'ecret not found: N')
    .replace(/\(name\/id\) \S* was/, '(name/id) N was')
    .replace(/'https:[^']*'/, "'U'")
    .replace(/restoring secret \S+ -/, 'restoring secret U -')
    .replace(/^(Secret) \S+ is/, '$1 N is')
    .replace('REDACTED.microsoft.com', 'go.microsoft.com')
    .slice(0, 80)
}

/** What the service said before it said what it says today (facts/wire.md, section 3). */
const olderTexts: Readonly<Record<string, string>> = Object.fromEntries(
  [
    [
      'Request is missing a Bearer or PoP token.',
      'AKV10000: Request is missing a Bearer, PoP, or MTLS_POP token.',
    ],
    [
      'AKV10000: Request is missing a Bearer or PoP token.',
      'AKV10000: Request is missing a Bearer, PoP, or MTLS_POP token.',
    ],
    [
      'Secret not found: N',
      'A secret with (name/id) N was not found in this key vault. If you recently deleted this secret',
    ],
    [
      'Conflict while restoring secret U - secret already exists or concurrent access',
      "There was a conflict restoring the secret 'U'. This can happen if either: a second secret",
    ],
    ['Operation get is not permitted on this object.', 'Operation get is not allowed on a disabled secret.'],
    [
      `Operation "delete" is not allowed as this object's lifetime is managed by Key Vault.`,
      'Operation "delete" is not allowed on this secret, since it is associated with a certificate.',
    ],
  ].map(([old, today]) => [blur(old), blur(today)]),
)

function compareMembers(operation: string, recorded: Json | undefined, ours: Json | undefined): string[] {
  const list = Array.isArray(recorded?.['value']) ? recorded['value'] : undefined
  const ourList = Array.isArray(ours?.['value']) ? ours['value'] : undefined
  if (list && ourList) {
    const item = asJson(list[0])
    const ourItem = asJson(ourList[0])
    return [
      ...diff(`${operation} list`, Object.keys(recorded ?? {}), Object.keys(ours ?? {})),
      ...comparePages(operation, list, ourList),
      ...(item && ourItem
        ? diff(`${operation} item`, memberNames(item, false), memberNames(ourItem, false))
        : []),
    ]
  }
  if (!recorded || !ours) return []
  return [
    ...diff(operation, memberNames(recorded, true), memberNames(ours, true)),
    ...compareValues(operation, recorded, ours),
  ]
}

/** The other lists depend on what else the vault held; the versions of one secret do not. */
function comparePages(operation: string, theirs: readonly unknown[], ours: readonly unknown[]): string[] {
  if (operation !== 'GetSecretVersions' || theirs.length === ours.length) return []
  return [`${operation} items`]
}

/** Optional members of list items differ by secret, not by operation. */
function memberNames(body: Json, optional: boolean): string[] {
  const attributes = asJson(body['attributes']) ?? {}
  const names = [...Object.keys(body), ...Object.keys(attributes).map((name) => `attributes.${name}`)]
  const perSecret = ['contentType', 'tags', 'managed', 'attributes.exp', 'attributes.nbf']
  return optional ? names : names.filter((name) => !perSecret.includes(name))
}

/** Headers that came and went with the years, that recorders made up or dropped. */
const notCompared = new Set(
  'server x-aspnet-version x-powered-by connection status retry-after reason_phrase x-ms-keyvault-rbac-cache x-ms-request-id content-length transfer-encoding content-encoding statuscode body'.split(
    ' ',
  ),
)

function compareHeaders(exchange: RecordedExchange, answer: WireResponse): string[] {
  if (!exchange.resHeaders) return []
  const theirs = new Map(exchange.resHeaders.map(([name, value]) => [name.toLowerCase(), value]))
  const ours = new Map(answer.headers.map(([name, value]) => [name.toLowerCase(), value]))
  const ignored = new Set([...notCompared, ...younger(theirs.get('date') ?? '')])
  if (!exchange.reqHeaders) ignored.add('x-ms-client-request-id')
  const values = sameForever
    .filter((name) => theirs.has(name) && ours.has(name) && theirs.get(name) !== ours.get(name))
    .map((name) => `header ${name} "${theirs.get(name)}": ours "${ours.get(name)}"`)
  return [...diff(`header on ${exchange.status}`, [...theirs.keys()], [...ours.keys()], ignored), ...values]
}

const sameForever = [
  'cache-control',
  'pragma',
  'expires',
  'content-type',
  'strict-transport-security',
  'x-content-type-options',
]

/** Headers that the service did not send yet at that date (facts/wire.md, section 2). */
function younger(date: string): string[] {
  const since: readonly (readonly [name: string, first: string])[] = [
    ['x-ms-client-request-id', '2021-03-25'],
    ['content-type', '2019-08-06'],
    ['x-ms-keyvault-network-info', '2018-05-18'],
    ['x-content-type-options', '2016-06-10'],
    ['x-ms-keyvault-region', '2016-01-20'],
  ]
  const at = Date.parse(date)
  return since.filter(([, first]) => !(at >= Date.parse(first))).map(([name]) => name)
}

function diff(
  what: string,
  theirs: readonly string[],
  ours: readonly string[],
  ignored: ReadonlySet<string> = new Set(),
): string[] {
  const [a, b] = [new Set(theirs), new Set(ours)]
  return [
    ...[...a]
      .filter((name) => !b.has(name) && !ignored.has(name))
      .map((name) => `${what}: ${name} missing from ours`),
    ...[...b]
      .filter((name) => !a.has(name) && !ignored.has(name))
      .map((name) => `${what}: ${name} only in ours`),
  ]
}
