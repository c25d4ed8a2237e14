import { noBody } from './exchange.ts'

const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
const encoder = new TextEncoder()

export function textOf(body: Uint8Array): string {
  return body.length === 0 ? '' : decoder.decode(body)
}

export function bytesOf(text: string): Uint8Array {
  return text === '' ? noBody : encoder.encode(text)
}

/** The JSON value of a body; `undefined` when it is empty or not JSON. JSON's `null` is `null`. */
export function jsonOf(body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  if (known in body) return body[known]
  try {
    return JSON.parse(textOf(body))
  } catch {
    return undefined
  }
}

const known: unique symbol = Symbol('the JSON value of these bytes')

/** Compact JSON of a value that `jsonOf` then gives back without parsing: for readers of files that hold it parsed. */
export function knownJsonBytes(value: unknown): Uint8Array {
  return Object.defineProperty(jsonBytes(value), known, { value })
}

/** Compact JSON, as the service writes it. */
export function jsonBytes(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value))
}
