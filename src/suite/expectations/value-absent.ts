import { childPointer } from '../../contract/pointer.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'

/** Judges that members are missing or null; `tags` may also be an empty object. */
export function expectAbsent(members: readonly string[], value: Readonly<Record<string, unknown>>): Broken[] {
  return members
    .filter((member) => !isAbsent(member, value[member]))
    .map((member) => {
      const pointer = childPointer('/value', member)
      const received = describeValue(value[member], pointer)
      return {
        pointer,
        expected: 'nothing',
        received,
        message: `${pointer} is ${received}; it had to be absent.`,
      }
    })
}

function isAbsent(member: string, value: unknown): boolean {
  if (value === undefined || value === null) return true
  return member === 'tags' && typeof value === 'object' && Object.keys(value).length === 0
}
