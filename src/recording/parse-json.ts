import { EntryError, type OnProblem, throwProblem } from './entry-error.ts'
import { countKeys, findDuplicateKey } from './find-duplicate-key.ts'

/** No recorder nests deeper than ten; what walks a document must not run out of stack. */
const deepest = 200

/**
 * Parses JSON of a recording. The engine's own messages quote the text around a mistake, which may be a secret: only the
 * place is told.
 * @param onProblem told of a member that stands twice in one object: the last one is taken
 * @throws EntryError when the text is no JSON, or nests deeper than 200 levels
 */
export function parseJson(text: string, onProblem: OnProblem = throwProblem): unknown {
  const value = parse(text)
  const members = countMembers(value, 0)
  const duplicate = countKeys(text) === members ? undefined : findDuplicateKey(text)
  if (duplicate) {
    const member = `the member ${JSON.stringify(shorten(duplicate.key))} stands twice in one object`
    onProblem(new EntryError(`${member}: ${placeOf(text, duplicate.index)}; the last one is taken`))
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const at = position === undefined ? text.length : Number(position)
    throw new EntryError(
      at >= text.length
        ? `it is no whole JSON: it breaks off in ${placeOf(text, text.length)}`
        : `it is no whole JSON: mistake in ${placeOf(text, at)}`,
    )
  }
}

function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth > deepest) throw new EntryError(`its JSON is nested deeper than ${deepest} levels`)
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item, depth + 1)
    return count
  }
  const object = value as Record<string, unknown>
  for (const name of Object.keys(object)) count += 1 + countMembers(object[name], depth + 1)
  return count
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position)
  const line = before.split('\n').length
  return `line ${line}, column ${position - before.lastIndexOf('\n')}`
}

/** Keys are names of members and headers, tags at worst. */
function shorten(key: string): string {
  return key.length > 60 ? `${key.slice(0, 59)}…` : key
}
