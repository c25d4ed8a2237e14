/**
 * True when an object in a JSON text has a member twice, which a parser hides: it keeps one of them. Counts the colons
 * outside of strings, one for each member as it was written, against the members that are left.
 * @param json what the text was parsed to
 */
export function hasMemberTwice(text: Uint8Array, json: unknown): boolean {
  return typeof json === 'object' && json !== null && countColons(text) > countMembers(json)
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a

function countColons(text: Uint8Array): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === colon) count++
    else if (text[at] === quote) at = endOfString(text, at)
  }
  return count
}

/** Index of the closing quote. */
function endOfString(text: Uint8Array, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== quote) at += text[at] === backslash ? 2 : 1
  return at
}

function countMembers(json: object): number {
  if (Array.isArray(json)) return json.reduce((sum: number, item) => sum + countInside(item), 0)
  let count = 0
  for (const value of Object.values(json)) count += 1 + countInside(value)
  return count
}

function countInside(value: unknown): number {
  return typeof value === 'object' && value !== null ? countMembers(value) : 0
}
