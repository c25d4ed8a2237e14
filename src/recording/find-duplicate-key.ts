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

/** How many members the objects in valid JSON have, each as often as it stands there: strings before a colon. */
export function countKeys(text: string): number {
  let count = 0
  for (let start = text.indexOf('"'); start >= 0; ) {
    let after = endOfString(text, start)
    while (text.charCodeAt(after) <= space) after++
    if (text.charCodeAt(after) === colon) count++
    start = text.indexOf('"', after)
  }
  return count
}

const space = 32
const colon = 58
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
