/**
 * Base64 (RFC 4648) with what Node and browsers both have. Decoding is as forgiving as Node's: either alphabet, padded or
 * not; what is no base64 is passed over, so that a body that is none gets the service's answer and no exception of ours.
 */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += pieceSize)
    binary += String.fromCharCode(...bytes.subarray(at, at + pieceSize))
  return btoa(binary)
}

/** The URL-safe alphabet, without padding (RFC 4648 §5). */
export function base64UrlOf(bytes: Uint8Array): string {
  return base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes of either alphabet; an odd last character says nothing and is dropped. */
export function bytesOfBase64(text: string): Uint8Array {
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/].*$/s, endOfData)
  const binary = atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/** Arguments of one call: engines have a limit to them. */
const pieceSize = 0x2000

/** Data ends at the padding; other strangers are passed over. */
function endOfData(rest: string): string {
  return (rest.split('=', 1)[0] ?? '').replace(/[^A-Za-z0-9+/]/g, '')
}
