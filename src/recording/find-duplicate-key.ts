/** A member that stands twice in one JSON object. */
export interface DuplicateKey {
  /** Decoded. */
  readonly key: string
  /** Index of the second one's first quote. */
  readonly index: number
}

/** The first member of valid JSON that stands twice in one object: `JSON.parse` keeps the last one and says nothing. */
export function findDuplicateKey(text: string): DuplicateKey | undefined {
  /** Keys of the objects that are open; of an array none. */
  const open: Set<string>[] = []
  const structure = /["{}[\]]/g
  for (let found = structure.exec(text); found; found = structure.exec(text)) {
    const { index } = found
    if (found[0] === '{' || found[0] === '[') open.push(new Set())
    if (found[0] === '}' || found[0] === ']') open.pop()
    if (found[0] !== '"') continue
    structure.lastIndex = endOfString(text, index)
    const key = keyAt(text, index, structure.lastIndex)
    if (key === undefined) continue
    const keys = open.at(-1)
    if (keys?.has(key)) return { key, index }
    keys?.add(key)
  }
  return undefined
}

/** The string between two quotes when it is the name of a member: a colon follows. */
function keyAt(text: string, start: number, end: number): string | undefined {
  let at = end
  while (/\s/.test(text.charAt(at))) at++
  return text.charAt(at) === ':' ? (JSON.parse(text.slice(start, end)) as string) : undefined
}

/**
 * How many members the objects in valid JSON have: quotes before a colon. May be off where space stands before a colon
 * or a text ends in a backslash: a count that differs from that of the parsed value is reason to look closely.
 */
export function countKeys(text: string): number {
  let count = 0
  for (let index = text.indexOf('":'); index >= 0; index = text.indexOf('":', index + 2)) {
    if (text.charCodeAt(index - 1) !== backslash) count++
  }
  return count
}

const backslash = 92

/** Index after the closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end + 1
}

function isEscaped(text: string, index: number): boolean {
  let at = index
  while (text.charCodeAt(at - 1) === backslash) at--
  return (index - at) % 2 === 1
}
