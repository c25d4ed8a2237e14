import { isKnown } from '../../../src/contract/seen-facts.ts'
import { editAnswer, editAnswerObject, type JsonObject, textKind } from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { add, drop, rename, replace } from '../members.ts'

const envelope = 'response/error-envelope'
const code = 'errors/service-code-fits-status'
const inner = 'errors/service-inner-code-known'
const template = 'errors/service-message-template'
const judged = [401, 403, 404, 405, 409, 429]
/** Statuses whose messages the contract lists whatever the inner code. */
const withTemplates = [401, 404, 405, 429]

/** Error bodies of another shape, wrong codes, inner codes and messages. */
export const errorKinds: readonly CorruptionKind[] = [
  errorKind('envelope/flattened', envelope, (_error, body) => {
    Object.assign(body, body['error'])
    return delete body['error']
  }),
  errorKind('envelope/capital', envelope, (_error, body) => rename(body, 'error', 'Error')),
  errorKind('envelope/odata', envelope, (_error, body) => rename(body, 'error', 'odata.error')),
  errorKind('envelope/error-as-text', envelope, (error, body) => replace(body, 'error', error['message'])),
  errorKind('envelope/error-as-array', envelope, (error, body) => replace(body, 'error', [error])),
  errorKind('envelope/error-null', envelope, (_error, body) => replace(body, 'error', null)),
  errorKind('envelope/member-beside-error', envelope, (_error, body) => add(body, 'status', 404)),
  ...['target', 'details', 'additionalInfo'].map((name) =>
    errorKind(`envelope/${name}`, envelope, (error) => add(error, name, name === 'details' ? [] : 'x')),
  ),
  ...['code', 'message'].flatMap((name) => [
    errorKind(`envelope/no-${name}`, envelope, (error) => drop(error, name)),
    errorKind(`envelope/${name}-null`, envelope, (error) => replace(error, name, null)),
    errorKind(`envelope/${name}-capital`, envelope, (error) =>
      rename(error, name, name === 'code' ? 'Code' : 'Message'),
    ),
  ]),
  errorKind('envelope/code-number', envelope, (error) => replace(error, 'code', 404)),
  errorKind('envelope/innererror-casing', envelope, (error) => rename(error, 'innererror', 'innerError')),
  errorKind('envelope/innererror-text', envelope, (error) => replace(error, 'innererror', 'SecretDisabled')),
  errorKind('envelope/innererror-without-code', envelope, (error) => replace(error, 'innererror', {})),
  errorKind(
    'envelope/innererror-with-message',
    envelope,
    (error) => 'innererror' in error && add(error['innererror'] as JsonObject, 'message', 'x'),
  ),
  text('envelope/empty-body', () => ''),
  text('envelope/html', () => '<html><body><h1>404 Not Found</h1></body></html>'),
  text('envelope/truncated', (body) => body.slice(0, body.length / 2)),
  text('envelope/array', (body) => `[${body}]`),
  text('envelope/byte-order-mark', (body) => `\uFEFF${body}`),
  {
    ...text('envelope/member-twice', (body) => body.replace('{', '{"error":null,')),
    requirement: 'response/members-once',
  },

  errorKind(
    'code/unknown',
    code,
    (error, _body, { seen }) => isJudged(seen.response?.status) && replace(error, 'code', 'SomethingElse'),
  ),
  errorKind(
    'code/in-lower-case',
    code,
    (error, _body, { seen }) =>
      isJudged(seen.response?.status) && replace(error, 'code', String(error['code']).toLowerCase()),
  ),
  errorKind('code/of-another-status', code, (error, _body, { seen }) =>
    replace(error, 'code', seen.response?.status === 404 ? 'Forbidden' : 'SecretNotFound'),
  ),
  errorKind(
    'code/of-keys',
    code,
    (error, _body, { seen }) => seen.response?.status === 404 && replace(error, 'code', 'KeyNotFound'),
  ),
  errorKind(
    'code/empty',
    code,
    (error, _body, { seen }) => isJudged(seen.response?.status) && replace(error, 'code', ''),
  ),
  errorKind(
    'inner/unknown',
    inner,
    (error) => 'innererror' in error && replace(error, 'innererror', { code: 'Whatever' }),
  ),
  errorKind(
    'inner/added-where-none-is',
    inner,
    (error, _body, { seen }) =>
      withTemplates.includes(seen.response?.status ?? 0) &&
      add(error, 'innererror', { code: 'SecretDisabled' }),
  ),
  errorKind(
    'inner/of-another-status',
    inner,
    (error, _body, { seen }) =>
      'innererror' in error &&
      replace(error, 'innererror', {
        code: seen.response?.status === 403 ? 'ObjectIsBeingDeleted' : 'SecretDisabled',
      }),
  ),
  errorKind('inner/dropped', template, (error) => drop(error, 'innererror')),
  errorKind('inner/swapped-for-another', template, (error) => {
    const is = (error['innererror'] as JsonObject | undefined)?.['code']
    return is === 'SecretDisabled' && replace(error, 'innererror', { code: 'AccessDenied' })
  }),
  errorKind(
    'message/another',
    template,
    (error, _body, { seen }) =>
      isJudged(seen.response?.status) && replace(error, 'message', 'Something went wrong.'),
  ),
  errorKind(
    'message/empty',
    template,
    (error, _body, { seen }) => isJudged(seen.response?.status) && replace(error, 'message', ''),
  ),
  errorKind(
    'message/cut',
    template,
    (error, _body, { seen }) =>
      withTemplates.includes(seen.response?.status ?? 0) &&
      seen.match?.operation !== 'GetDeletedSecret' &&
      cut(error),
  ),
]

/** The name at its end may be cut to another name: a message whose end is a name is no opportunity. */
function cut(error: JsonObject): false | unknown {
  const message = String(error['message'])
  return !/not found: \S+$/.test(message) && replace(error, 'message', message.slice(0, message.length / 2))
}

function isJudged(status = 0): boolean {
  return judged.includes(status)
}

function isError({ seen }: CorruptionContext): boolean {
  return [400, ...judged].includes(seen.response?.status ?? 0)
}

function errorKind(
  id: string,
  requirement: string,
  change: (error: JsonObject, body: JsonObject, context: CorruptionContext) => false | unknown,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    !isError(context)
      ? undefined
      : editAnswerObject(context, (body) => {
          const { error } = body
          return typeof error === 'object' && error !== null && change(error as JsonObject, body, context)
        })
  return { id, requirement, corrupt }
}

function text(id: string, change: (body: string) => string): CorruptionKind {
  return textKind(id, envelope, (body, context) => (isError(context) ? change(body) : undefined))
}

/** A body where the service sends none. */
export const emptyAnswerKinds: readonly CorruptionKind[] = [
  bodyOn204('purge/body', (context) => editAnswer(context, () => ({ body: new TextEncoder().encode('{}') }))),
  bodyOn204('purge/content-type', (context) =>
    editAnswer(context, ({ headers }) => ({
      headers: [...headers, ['Content-Type', 'application/json; charset=utf-8']],
    })),
  ),
  bodyOn204('purge/content-length', (context) =>
    editAnswer(context, ({ headers }) => ({ headers: [...headers, ['Content-Length', '0']] })),
  ),
]

function bodyOn204(
  id: string,
  change: (context: CorruptionContext) => ReturnType<CorruptionKind['corrupt']>,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    context.seen.response?.status === 204 &&
    isKnown(context.seen, 'response.headers') &&
    isKnown(context.seen, 'response.body')
      ? change(context)
      : undefined
  return { id, requirement: 'response/purge-204-empty', corrupt }
}
