import { bytesOf, knownJsonBytes } from '../../wire/body.ts'
import { noBody } from '../../wire/exchange.ts'

/** A body kept as text: `""` and null are no body. */
export function bodyOfText(value: unknown): Uint8Array {
  return typeof value === 'string' && value !== '' ? bytesOf(value) : noBody
}

/**
 * A body that the recorder parsed when it was JSON. null, `""` and `[]` (.NET of 2019) are no body; a list of strings is
 * text, line by line; a string is text, which may be JSON itself.
 */
export function bodyOfValue(value: unknown): Uint8Array {
  if (value === undefined || value === null) return noBody
  if (typeof value === 'string') return bodyOfText(value)
  if (!Array.isArray(value)) return knownJsonBytes(value)
  return value.every((line) => typeof line === 'string') ? bytesOf(value.join('')) : knownJsonBytes(value)
}
