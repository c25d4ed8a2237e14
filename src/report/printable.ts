/**
 * The same data with texts that a terminal only shows: what a client or a service sent may hold escape sequences, and those would
 * move the cursor, change its title, or hide a line. Control characters are written out (`\x1b`), lines stay lines.
 */
export function printable<T>(value: T): T {
  return mapped(value) as T
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return cleaned(value)
  if (Array.isArray(value)) return value.map(mapped)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapped(member)]))
}

function cleaned(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, toEscape)
}

function toEscape(character: string): string {
  return `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`
}

/** Not a Map, and nothing with a class of its own. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
