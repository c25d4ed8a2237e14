import { isUtf8 } from 'node:buffer'
import { jsonOf, textOf } from '../../wire/body.ts'
import { type Exchange, isResponse } from '../../wire/exchange.ts'
import { parseUrl } from '../../wire/url.ts'
import { EntryError } from '../entry-error.ts'

/** A definition as nock's recorder writes it and `nock.define` takes it. */
export interface NockDefinition {
  /** With the port: `https://contoso.vault.azure.net:443`. */
  readonly scope: string
  readonly method: string
  readonly path: string
  /** JSON as a value, other text as it is, none as empty text. */
  readonly body: string | Record<string, unknown>
  readonly status: number
  readonly response: string | Record<string, unknown>
  /** By name, in order; a repeated one is a list. */
  readonly rawHeaders: Record<string, string | string[]>
  /** The response is hexadecimal: its bytes are no text, or no JSON as nock would write it. */
  readonly responseIsBinary: boolean
}

/**
 * Exchanges as nock's definitions. Request headers are left out, as nock's recorder does: it would match them. Nothing is redacted
 * here.
 * @throws EntryError for an exchange without an answer, which a definition cannot express
 */
export function exportNockDefinitions(exchanges: Iterable<Exchange>): NockDefinition[] {
  return Array.from(exchanges, toDefinition)
}

function toDefinition({ index, request, answer }: Exchange): NockDefinition {
  const url = parseUrl(request.url)
  if (!isResponse(answer))
    throw new EntryError(
      `exchange ${index} has no answer: nock's definitions cannot say that a connection was closed`,
    )
  if (!url) throw new EntryError(`exchange ${index} has no absolute address`)
  return {
    scope: `${url.scheme}//${url.host}:${url.port}`,
    method: request.method,
    path: url.path + (url.query === '' ? '' : `?${url.query}`),
    body: plainBody(request.body) ?? textOf(request.body),
    status: answer.status,
    ...responseOf(answer.body),
    rawHeaders: headersOf(answer.headers),
  }
}

/** An object whose compact JSON is these very bytes: all else is written otherwise by `nock.define`. */
function plainBody(body: Uint8Array): Record<string, unknown> | undefined {
  const json = jsonOf(body)
  const isPlain = typeof json === 'object' && json !== null && !Array.isArray(json)
  return isPlain && JSON.stringify(json) === textOf(body) ? (json as Record<string, unknown>) : undefined
}

function responseOf(body: Uint8Array): Pick<NockDefinition, 'response' | 'responseIsBinary'> {
  const plain = plainBody(body)
  if (plain) return { response: plain, responseIsBinary: false }
  const isText = isUtf8(body) && jsonOf(body) === undefined
  return isText
    ? { response: textOf(body), responseIsBinary: false }
    : { response: Buffer.from(body).toString('hex'), responseIsBinary: true }
}

function headersOf(headers: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const byName: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    const before = byName[name]
    byName[name] = before === undefined ? value : [before, value].flat()
  }
  return byName
}
