import { isDeepStrictEqual } from 'node:util'
import { childPointer } from '../../contract/pointer.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'

/**
 * Judges that a JSON value has the wanted members: objects are compared member by member and may have more, lists and
 * scalars are compared as wholes.
 *
 * @param pointer where `received` stands; findings point below it
 */
export function matchMembers(wanted: unknown, received: unknown, pointer: string): Broken[] {
  if (isObject(wanted) && isObject(received)) {
    return Object.entries(wanted).flatMap(([name, member]) =>
      matchMembers(member, received[name], childPointer(pointer, name)),
    )
  }
  if (isDeepStrictEqual(wanted, received)) return []
  return [differs(wanted, received, pointer)]
}

function differs(wanted: unknown, received: unknown, pointer: string): Broken {
  const expected = describeValue(wanted, pointer)
  const shown = describeValue(received, pointer)
  const hint = expected === shown ? `${shown}, ${difference(wanted, received)}` : shown
  return { pointer, expected, received: hint, message: `${pointer} is ${hint}; expected was ${expected}.` }
}

/** Says where two values differ that look the same once secrets are left out. */
function difference(wanted: unknown, received: unknown): string {
  if (typeof wanted !== 'string' || typeof received !== 'string') return 'with another content'
  const at = [...wanted].findIndex((character, index) => character !== [...received][index])
  return `different from character ${at + 1} on`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
