import { base64Of, hexOf } from '../../wire/base64.ts'
import { bytesOf } from '../../wire/body.ts'
/** One form of one secret that is looked for. */
export interface Needle {
  readonly form: 'raw' | 'base64' | 'hex'
  readonly text: string
  /** caseless: found in any letter case, `text` is in lower case. */
  readonly letters: 'exact' | 'caseless'
  /** whole: only where no letter or digit stands beside it; short texts may be part of many words. */
  readonly match: 'whole' | 'anywhere'
}

/** Below this many characters a text is found in too many places by chance. */
export const shortestSecret = 4
const shortSecret = 8
const longSecret = 64
const piece = 32

/**
 * The forms of a secret to look for. Other encodings (percent, JSON, gzip) are taken off the text that is searched. Of a long
 * secret two pieces are looked for, from its middle and its end: its beginning may be a public prefix.
 */
export function needlesFor(secret: string): Needle[] {
  if (secret.length >= longSecret) {
    const middle = (secret.length - piece) >> 1
    return [...formsOf(secret.slice(middle, middle + piece)), ...formsOf(secret.slice(-piece))]
  }
  return formsOf(secret)
}

function formsOf(secret: string): Needle[] {
  const short = secret.length < shortSecret
  const match = short && !isNoWord(secret) ? 'whole' : 'anywhere'
  const bytes = bytesOf(secret)
  const shifts = match === 'whole' ? [0] : [0, 1, 2]
  return [
    short
      ? { form: 'raw', text: secret, letters: 'exact', match }
      : { form: 'raw', text: lowerAscii(secret), letters: 'caseless', match },
    { form: 'hex', text: hexOf(bytes), letters: 'caseless', match },
    ...shifts.map(
      (shift): Needle => ({ form: 'base64', text: base64At(bytes, shift), letters: 'exact', match }),
    ),
  ]
}

/** Six characters or more, letters and digits mixed: no part of a word, and found by chance in no text. */
function isNoWord(secret: string): boolean {
  return secret.length >= 6 && /[A-Za-z]\d+[A-Za-z]/.test(secret)
}

/** What base64 always makes of bytes that stand `shift` bytes behind a multiple of three, whatever surrounds them. */
function base64At(bytes: Uint8Array, shift: number): string {
  const shifted = new Uint8Array(shift + bytes.length)
  shifted.set(bytes, shift)
  const encoded = base64Of(shifted)
  return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
}

/** Keeps the length, which `toLowerCase` does not for every letter. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
