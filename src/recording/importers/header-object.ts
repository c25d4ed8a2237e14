import type { HeaderList } from '../../wire/exchange.ts'

/**
 * Headers that a recorder keeps as an object of names. A list under a name is a repeated header, save for
 * `User-Agent`, which .NET stores as its product tokens. HTTP/2 pseudo headers (`:path`, from Go) are no headers.
 */
export function headersOfObject(value: unknown): HeaderList {
  if (typeof value !== 'object' || value === null) return []
  const headers: (readonly [string, string])[] = []
  for (const [name, content] of Object.entries(value)) {
    if (name.startsWith(':')) continue
    if (typeof content === 'string') {
      headers.push([name, content])
      continue
    }
    const values = (Array.isArray(content) ? content : [content]).map(String)
    if (name.toLowerCase() === 'user-agent') headers.push([name, values.join(' ')])
    else for (const one of values) headers.push([name, one])
  }
  return headers
}
