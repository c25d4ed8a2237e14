/** The parts of an RFC 6901 pointer, decoded; empty for the whole document. */
export function partsOfPointer(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** One more step down. */
export function childPointer(pointer: string, part: string): string {
  return `${pointer}/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The value at a pointer; `undefined` when there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value: unknown = document
  for (const part of partsOfPointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[part]
  }
  return value
}
