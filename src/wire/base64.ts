import { bytesOf } from './body.ts'
import * as portable from './portable-base64.ts'

/** Node's is some ten times as fast; a browser has none. */
// biome-ignore lint/style/noRestrictedGlobals: only where there is one
const node = (globalThis as { readonly Buffer?: typeof Buffer }).Buffer

/** Base64 with padding (RFC 4648 §4). */
export function base64Of(bytes: Uint8Array): string {
  if (!node) return portable.base64Of(bytes)
  return node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** The URL-safe alphabet, without padding (RFC 4648 §5). */
export function base64UrlOf(bytes: Uint8Array): string {
  if (node) return node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
  return portable.base64UrlOf(bytes)
}

/** Base64 of a text's UTF-8. */
export function base64OfText(text: string): string {
  return node ? node.from(text).toString('base64') : portable.base64Of(bytesOf(text))
}

/** As `base64OfText`, in the URL-safe alphabet without padding. */
export function base64UrlOfText(text: string): string {
  return node ? node.from(text).toString('base64url') : portable.base64UrlOf(bytesOf(text))
}

/**
 * The bytes of either alphabet, padded or not. As forgiving as Node: what is no base64 is passed over, so that a body that is none
 * gets the service's answer and no exception of ours.
 */
export function bytesOfBase64(text: string): Uint8Array {
  return node ? node.from(text, 'base64') : portable.bytesOfBase64(text)
}

/** The bytes of hexadecimal text, up to the first pair that is none. */
export function bytesOfHex(text: string): Uint8Array {
  return node ? node.from(text, 'hex') : portable.bytesOfHex(text)
}

/** Two digits for each byte, in lower case. */
export function hexOf(bytes: Uint8Array): string {
  if (node) return node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
