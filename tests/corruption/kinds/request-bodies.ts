import { carriedToken } from '../../../src/contract/carried-token.ts'
import { requestBodyOf } from '../../../src/contract/schema-catalogue.ts'
import { isKnown } from '../../../src/contract/seen-facts.ts'
import { bytesOf, jsonBytes, textOf } from '../../../src/wire/body.ts'
import { getHeader, withoutHeader } from '../../../src/wire/headers.ts'
import type { JsonObject } from '../edit-answer.ts'
import { editRequest } from '../edit-request.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { add, drop, rename, replace } from '../members.ts'

const schema = 'request/body-schema'
const foreign = 'request/known-members-only'
const type = 'request/content-type-json'

/** Request bodies that break their schema, and what is said of them. */
export const requestBodyKinds: readonly CorruptionKind[] = [
  bodyKind(
    'drop-value',
    schema,
    (body, { seen }) => seen.match?.operation !== 'UpdateSecret' && drop(body, 'value'),
  ),
  bodyKind(
    'rename-value',
    schema,
    (body, { seen }) => seen.match?.operation !== 'UpdateSecret' && rename(body, 'value', 'secret'),
  ),
  ...[
    ['number', 1],
    ['null', null],
    ['object', { text: 'x' }],
  ].map(([name, value]) =>
    bodyKind(
      `value-${name}`,
      schema,
      (body, { seen }) => seen.match?.operation !== 'UpdateSecret' && replace(body, 'value', value),
    ),
  ),
  bodyKind(
    'backup-no-base64url',
    schema,
    (body, { seen }) => seen.match?.operation === 'RestoreSecret' && replace(body, 'value', 'a+b/c!'),
  ),
  bodyKind('tags-array', schema, (body) => replace(body, 'tags', [])),
  bodyKind('tags-with-number', schema, (body) => replace(body, 'tags', { a: 1 })),
  bodyKind('tags-with-null', schema, (body) => replace(body, 'tags', { a: null })),
  bodyKind('content-type-number', schema, (body) => replace(body, 'contentType', 1)),
  bodyKind('attributes-text', schema, (body) => replace(body, 'attributes', 'enabled')),
  bodyKind('attributes-array', schema, (body) => replace(body, 'attributes', [])),
  attributeKind('enabled-text', schema, 'enabled', () => 'true'),
  attributeKind('enabled-number', schema, 'enabled', () => 1),
  ...['exp', 'nbf'].flatMap((name) => [
    attributeKind(`${name}-text`, schema, name, (time) => String(time)),
    attributeKind(`${name}-iso-text`, schema, name, () => '2030-01-01T00:00:00Z'),
    attributeKind(`${name}-with-fraction`, schema, name, (time) => Number(time) + 0.5),
    attributeKind(
      `${name}-in-milliseconds`,
      'request/times-in-seconds',
      name,
      (time) => Number(time) < 1e11 && Number(time) > 1e9 && Number(time) * 1000,
    ),
  ]),
  bodyKind('unknown-member', foreign, (body) => add(body, 'expires', 1)),
  bodyKind(
    'value-in-update',
    foreign,
    (body, { seen }) => seen.match?.operation === 'UpdateSecret' && add(body, 'value', 'x'),
  ),
  bodyKind('unknown-attribute', foreign, (body) => {
    const { attributes } = body
    return (
      typeof attributes === 'object' && attributes !== null && add(attributes as JsonObject, 'notAfter', 1)
    )
  }),
  bodyKind(
    'members-of-attributes-outside',
    foreign,
    (body, { seen }) => seen.match?.operation !== 'RestoreSecret' && add(body, 'enabled', true),
  ),
  textKind('truncated', schema, (text) => text.slice(0, text.length / 2)),
  textKind('single-quotes', schema, (text) => text.replaceAll('"', "'")),
  textKind('array-around', schema, (text) => `[${text}]`),
  textKind('as-json-text', schema, (text) => JSON.stringify(text)),
  textKind('byte-order-mark', schema, (text) => `\uFEFF${text}`),
  textKind('form-encoded', schema, () => 'value=x'),
  textKind('member-twice', 'request/members-once', (text) => {
    const name = /^\s*\{\s*("\w+")/.exec(text)?.[1]
    return name === undefined ? text : text.replace('{', `{${name}:null,`)
  }),
  headerKind('content-type-dropped', undefined),
  headerKind('content-type-text', 'text/plain'),
  headerKind('content-type-form', 'application/x-www-form-urlencoded'),
  headerKind('content-type-octets', 'application/octet-stream'),
]

function bodyKind(
  id: string,
  requirement: string,
  change: (body: JsonObject, context: CorruptionContext) => false | unknown,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    const copy = hasBody(context) ? structuredClone(context.seen.requestJson()) : undefined
    if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) return undefined
    const holds = change(copy as JsonObject, context) !== false
    return holds ? editRequest(context, () => ({ body: jsonBytes(copy) })) : undefined
  }
  return { id: `request-body/${id}`, requirement, corrupt }
}

function attributeKind(
  id: string,
  requirement: string,
  name: string,
  ...[change]: [change: (value: unknown) => unknown]
): CorruptionKind {
  return bodyKind(`attributes-${id}`, requirement, ({ attributes }) => {
    const members = (attributes ?? {}) as JsonObject
    const value = name in members ? change(members[name]) : false
    return value !== false && replace(members, name, value)
  })
}

function textKind(id: string, requirement: string, change: (text: string) => string): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    hasBody(context) && context.seen.requestJson() !== undefined
      ? editRequest(context, ({ body }) => ({ body: bytesOf(change(textOf(body))) }))
      : undefined
  return { id: `request-body/${id}`, requirement, corrupt }
}

function headerKind(id: string, value: string | undefined): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    if (!hasBody(context) || !isKnown(context.seen, 'request.headers')) return undefined
    return editRequest(context, ({ headers }) => {
      if (getHeader(headers, 'content-type') === undefined) return undefined
      const others = withoutHeader(headers, 'content-type')
      return { headers: value === undefined ? others : [...others, ['Content-Type', value]] }
    })
  }
  return { id: `request-header/${id}`, requirement: type, corrupt }
}

function hasBody({ seen }: CorruptionContext): boolean {
  const operation = seen.match?.operation
  return (
    operation !== undefined &&
    requestBodyOf(operation) !== undefined &&
    isKnown(seen, 'request.body') &&
    seen.exchange.request.body.length > 0 &&
    carriedToken(seen) !== false
  )
}
