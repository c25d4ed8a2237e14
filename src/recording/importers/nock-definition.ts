import { bytesOf, knownJsonBytes } from '../../wire/body.ts'
import { type Exchange, type HeaderList, noBody, type UnknownPart } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { EntryError, objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { decodedAnswer } from '../recorder/decoded-for-record.ts'
import { headersOfObject } from './header-object.ts'

/**
 * One definition of nock's recorder (`output_objects: true`), or of a fixture that it wrote. nock drops `User-Agent`, and all request
 * headers unless it is told to keep them: what it keeps is read, the rest is unknown.
 */
export function importNockDefinition(value: unknown, index: number): Exchange {
  const place = `definition ${index}`
  const definition = objectAt(value, place)
  const scope = stringAt(definition['scope'], `${place}: scope`)
  const responseHeaders = responseHeadersOf(definition['rawHeaders'] ?? definition['headers'])
  const requestHeaders = requestHeadersOf(definition['reqheaders'])
  const exchange = recordedExchange({
    index,
    method: stringAt(definition['method'] ?? 'GET', `${place}: method`).toUpperCase(),
    url: withoutDefaultPort(scope) + stringAt(definition['path'], `${place}: path`),
    requestHeaders,
    requestBody: bodyOf(definition['body'], `${place}: body`),
    status: statusAt(definition['status'] ?? definition['reply'] ?? 200, `${place}: status`),
    responseHeaders,
    responseBody: responseBodyOf(definition, responseHeaders, place),
    lost: lostParts(requestHeaders),
  })
  return { ...exchange, answer: decodedAnswer(exchange.answer) }
}

function withoutDefaultPort(scope: string): string {
  return scope.replace(/^(https:\/\/[^/]*?):443(?=\/|$)|^(http:\/\/[^/]*?):80(?=\/|$)/, '$1$2')
}

/** A flat list of names and values before nock 14, an object since; functions make a value when it is played: unknown. */
function responseHeadersOf(value: unknown): HeaderList | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return headersOfObject(value)
  return value.flatMap((name, at) => (at % 2 === 0 ? [[String(name), String(value[at + 1])] as const] : []))
}

function requestHeadersOf(value: unknown): HeaderList | undefined {
  return value === undefined ? undefined : headersOfObject(value)
}

function lostParts(headers: HeaderList | undefined): readonly UnknownPart[] {
  return headers && getHeader(headers, 'user-agent') !== undefined ? [] : ['request.headers']
}

/** nock parses what is JSON and keeps other text; bytes that are no text are hexadecimal, which nothing marks in a request. */
function bodyOf(value: unknown, place: string): Uint8Array {
  if (value === undefined || value === '') return noBody
  if (typeof value === 'function' || value instanceof RegExp)
    throw new EntryError(`${place} should be what was sent, but is a matcher`)
  return typeof value === 'string' ? bytesOf(value) : knownJsonBytes(value)
}

function responseBodyOf(
  definition: Record<string, unknown>,
  headers: HeaderList | undefined,
  place: string,
): Uint8Array {
  const { response, responseIsBinary } = definition
  if (responseIsBinary === true) return bytesOfHex([response], place)
  const isEncoded = headers !== undefined && getHeader(headers, 'content-encoding') !== undefined
  return isEncoded && Array.isArray(response)
    ? bytesOfHex(response, place)
    : bodyOf(response, `${place}: response`)
}

/** What was compressed is kept piece by piece. */
function bytesOfHex(pieces: readonly unknown[], place: string): Uint8Array {
  const hex = pieces.map((piece) => stringAt(piece, `${place}: response`)).join('')
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) throw new EntryError(`${place}: response should be hexadecimal`)
  return Buffer.from(hex, 'hex')
}
