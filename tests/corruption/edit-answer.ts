import { secretBundles } from '../../src/contract/secret-bundles.ts'
import type { SeenBundle } from '../../src/contract/seen-bundle.ts'
import { isKnown, isSecretsRequest } from '../../src/contract/seen-facts.ts'
import { bytesOf, jsonBytes, textOf } from '../../src/wire/body.ts'
import type { Exchange, WireResponse } from '../../src/wire/exchange.ts'
import { isWrittenUnderHttp } from './is-written-under-http.ts'
import type { CorruptionContext, CorruptionKind } from './kind.ts'

export type JsonObject = Record<string, unknown>

/** Changes an answer of the secrets plane; `undefined` from `change`: no opportunity. */
export function editAnswer(
  { seen }: CorruptionContext,
  change: (response: WireResponse) => Partial<WireResponse> | undefined,
): Exchange | undefined {
  const { response, exchange } = seen
  if (!response || response.status >= 500 || !isSecretsRequest(seen) || isWrittenUnderHttp(seen))
    return undefined
  const changed = change(response)
  return changed && { ...exchange, answer: { ...response, ...changed } }
}

/** Changes the JSON object of an answer, in a copy of its own; `false` from `change`: no opportunity. */
export function editAnswerObject(
  context: CorruptionContext,
  change: (body: JsonObject) => false | unknown,
): Exchange | undefined {
  if (!isKnown(context.seen, 'response.body')) return undefined
  return editAnswer(context, ({ body }) => {
    const copy: unknown = body.length === 0 ? undefined : parse(textOf(body))
    if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) return undefined
    return change(copy as JsonObject) === false ? undefined : { body: jsonBytes(copy) }
  })
}

/** Changes one secret that a 200 answer describes: the body itself, or an item of a page. */
export function editBundle(
  context: CorruptionContext,
  change: (members: JsonObject, context: CorruptionContext) => false | unknown,
): Exchange | undefined {
  const bundles = secretBundles(context.seen)
  const bundle = bundles[context.seen.index % Math.max(1, bundles.length)]
  if (!bundle || isOldPreview(context)) return undefined
  return editAnswerObject(context, (body) => change(bundleIn(body, bundle), context))
}

/** The first preview answered deletes with the value, and is not described by the contract. */
export function isOldPreview({ seen }: CorruptionContext): boolean {
  return seen.match?.apiVersion?.startsWith('2015-02') ?? true
}

function bundleIn(body: JsonObject, { pointer }: SeenBundle): JsonObject {
  const index = /\/value\/(\d+)$/.exec(pointer)?.[1]
  return (index === undefined ? body : (body['value'] as JsonObject[])[Number(index)]) as JsonObject
}

/** A kind that changes one secret in an answer. */
export function bundleKind(
  id: string,
  requirement: string,
  change: (members: JsonObject, context: CorruptionContext) => false | unknown,
): CorruptionKind {
  return { id, requirement, corrupt: (_exchange, context) => editBundle(context, change) }
}

/** A kind that changes the attributes of one secret in an answer. */
export function attributesKind(
  id: string,
  requirement: string,
  change: (attributes: JsonObject, context: CorruptionContext) => false | unknown,
): CorruptionKind {
  return bundleKind(id, requirement, (members, context) => {
    const { attributes } = members
    if (typeof attributes !== 'object' || attributes === null) return false
    return change(attributes as JsonObject, context)
  })
}

/** A kind that changes the text of a body. */
export function textKind(
  id: string,
  requirement: string,
  change: (text: string, context: CorruptionContext) => string | undefined,
): CorruptionKind {
  return {
    id,
    requirement,
    corrupt: (_exchange, context) =>
      !isKnown(context.seen, 'response.body')
        ? undefined
        : editAnswer(context, ({ body }) => {
            const text = body.length === 0 ? undefined : change(textOf(body), context)
            return text === undefined ? undefined : { body: bytesOf(text) }
          }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
