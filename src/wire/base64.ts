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
  return base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
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
