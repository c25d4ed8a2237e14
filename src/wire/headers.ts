import type { HeaderList } from './exchange.ts'

/** The first value of a header, its name compared without case (RFC 9110 §5.1). */
export function getHeader(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase()
  for (const [candidate, value] of headers) {
    if (candidate.length === wanted.length && candidate.toLowerCase() === wanted) return value
  }
  return undefined
}

/** Every value of a header, in order. */
export function getHeaders(headers: HeaderList, name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value)
}

/** Node's flat lists, `rawHeaders` and `rawTrailers`, as pairs. */
export function headerList(raw: readonly string[]): HeaderList {
  const list: (readonly [name: string, value: string])[] = []
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([raw[index] ?? '', raw[index + 1] ?? ''])
  return list
}

/** The list without a header, whatever its case. */
export function withoutHeader(headers: HeaderList, name: string): HeaderList {
  const wanted = name.toLowerCase()
  return headers.filter(([candidate]) => candidate.toLowerCase() !== wanted)
}
