import {
  attributesKind,
  bundleKind,
  editAnswerObject,
  isOldPreview,
  type JsonObject,
  textKind,
} from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { replace } from '../members.ts'

const schema = 'response/body-schema'

/** Members of successful answers with a value of another type, and bodies that are no JSON object. */
export const typeKinds: readonly CorruptionKind[] = [
  ...values('id', [
    ['number', 7],
    ['null', null],
  ]),
  ...values('attributes', [
    ['array', []],
    ['text', 'none'],
    ['null', null],
  ]),
  ...values('value', [
    ['null', null],
    ['object', { text: 'x' }],
    ['number', 1],
  ]),
  ...values('tags', [
    ['array', []],
    ['null', null],
    ['values-that-are-no-text', { a: 1 }],
    ['null-values', { a: null }],
  ]),
  ...values('contentType', [
    ['null', null],
    ['number', 1],
    ['array', ['text/plain']],
  ]),
  ...values('managed', [
    ['false', false],
    ['text', 'true'],
    ['null', null],
  ]),
  ...values('kid', [
    ['number', 1],
    ['null', null],
  ]),
  ...values('recoveryId', [
    ['null', null],
    ['object', {}],
  ]),
  ...attributes('enabled', [
    ['text', 'true'],
    ['number', 1],
    ['null', null],
  ]),
  ...attributes('recoveryLevel', [
    ['null', null],
    ['number', 90],
    ['array', ['Purgeable']],
    ['empty', ''],
  ]),
  ...attributes('recoverableDays', [
    ['text', '90'],
    ['fraction', 7.5],
    ['null', null],
  ]),
  ...attributes('recoverableDays', [
    ['negative', -7],
    ['above-90', 91],
  ]),
  pageKind(
    'retype/page-value-object',
    (page) => replace(page, 'value', {}),
    'paging/service-next-link-present',
  ),
  pageKind('retype/page-item-null', (page) => setItem(page, null), schema),
  pageKind('retype/page-item-text', (page) => setItem(page, 'https://a.vault.azure.net/secrets/a'), schema),
  pageKind(
    'retype/nextLink-number',
    (page) => replace(page, 'nextLink', 1),
    'paging/service-next-link-present',
  ),
  pageKind(
    'retype/nextLink-object',
    (page) => replace(page, 'nextLink', {}),
    'paging/service-next-link-present',
  ),
  pageKind(
    'retype/nextLink-empty-for-null',
    (page) => page['nextLink'] === null && replace(page, 'nextLink', ''),
    schema,
  ),
  pageKind('retype/page-value-null', nullPage, 'paging/service-next-link-present'),
  success('text/array-around-body', (text) => `[${text}]`),
  success('text/body-as-json-text', (text) => JSON.stringify(text)),
  success('text/null', () => 'null'),
  success('text/no-json', () => 'Service Unavailable'),
  success(
    'text/html',
    () => '<!DOCTYPE html><html><body>Our services are not available right now</body></html>',
  ),
  success('text/truncated', (text) => text.slice(0, text.length / 2)),
  success('text/cut-by-one', (text) => text.trimEnd().slice(0, -1)),
  success('text/byte-order-mark', (text) => `\uFEFF${text}`),
  success('text/rest-behind', (text) => `${text}}`),
  success('text/single-quotes', (text) => text.replaceAll('"', "'")),
  success('text/member-twice', twice, 'response/members-once'),
]

type Named = readonly [name: string, value: unknown]

function values(member: string, wrong: readonly Named[]): CorruptionKind[] {
  return wrong.map(([name, value]) =>
    bundleKind(`retype/${member}-${name}`, schema, (secret) => replace(secret, member, value)),
  )
}

function attributes(member: string, wrong: readonly Named[]): CorruptionKind[] {
  return wrong.map(([name, value]) =>
    attributesKind(`retype/${member}-${name}`, schema, (attributes) => replace(attributes, member, value)),
  )
}

function pageKind(
  id: string,
  change: (page: JsonObject, context: CorruptionContext) => false | unknown,
  requirement: string,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    isPage(context) ? editAnswerObject(context, (page) => change(page, context)) : undefined
  return { id, requirement, corrupt }
}

function isPage(context: CorruptionContext): boolean {
  const { match, response } = context.seen
  return response?.status === 200 && /^Get.*s$/.test(match?.operation ?? '') && !isOldPreview(context)
}

function setItem({ value }: JsonObject, item: unknown): false | unknown {
  if (!Array.isArray(value) || value.length === 0) return false
  value[value.length - 1] = item
  return true
}

/** The service sent null for an empty page from April to June 2019. */
function nullPage(page: JsonObject, { seen }: CorruptionContext): false | unknown {
  const date = seen.response?.headers.find(([name]) => name.toLowerCase() === 'date')?.[1] ?? ''
  return Date.parse(date) >= Date.parse('2020-01-01') && replace(page, 'value', null)
}

function success(
  id: string,
  change: (text: string) => string | undefined,
  requirement: string = schema,
): CorruptionKind {
  return textKind(id, requirement, (text, context) =>
    context.seen.response?.status === 200 && context.seen.match && !isOldPreview(context)
      ? change(text)
      : undefined,
  )
}

/** The first member once more, before itself. */
function twice(text: string): string | undefined {
  const name = /^\s*\{\s*("\w+")/.exec(text)?.[1]
  return name && text.replace('{', `{${name}:null,`)
}
