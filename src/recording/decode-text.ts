import { isUtf8 } from 'node:buffer'
import { EntryError } from './entry-error.ts'

/**
 * The text of a recording, or of a piece of one.
 * @throws EntryError when the bytes are no UTF-8
 */
export function decodeText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  throw new EntryError(`it is not encoded in UTF-8: mistake at byte ${firstMistake(bytes)}`)
}

/** By halves: the longest start that decodes, counting a character that is cut off as one. */
function firstMistake(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (startsWell(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function startsWell(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
