import type { HeaderList } from '../../wire/exchange.ts'

/** Structurally the `HttpHeaders` of `@azure/core-rest-pipeline`: names without case, repeated ones joined. */
export interface AnswerHeaders extends Iterable<[name: string, value: string]> {
  get(name: string): string | undefined
  has(name: string): boolean
  set(name: string, value: string | number | boolean): void
  delete(name: string): void
  toJSON(options?: { preserveCase?: boolean }): Record<string, string>
}

/** The headers of an answer as an SDK reads them. */
export function createAnswerHeaders(list: HeaderList): AnswerHeaders {
  const headers = new Headers()
  for (const [name, value] of list) headers.add(name, value)
  return headers
}

interface Header {
  readonly name: string
  readonly value: string
}

/** Thousands of these are made a second in a test run: methods on a prototype cost less than closures. */
class Headers implements AnswerHeaders {
  readonly #headers = new Map<string, Header>()

  /** As Node joins repeated headers. */
  add(name: string, value: string): void {
    const key = name.toLowerCase()
    const known = this.#headers.get(key)
    this.#headers.set(key, known ? { name: known.name, value: `${known.value}, ${value}` } : { name, value })
  }

  get(name: string): string | undefined {
    return this.#headers.get(name.toLowerCase())?.value
  }

  has(name: string): boolean {
    return this.#headers.has(name.toLowerCase())
  }

  set(name: string, value: string | number | boolean): void {
    this.#headers.set(name.toLowerCase(), { name, value: String(value).trim() })
  }

  delete(name: string): void {
    this.#headers.delete(name.toLowerCase())
  }

  toJSON({ preserveCase = false }: { preserveCase?: boolean } = {}): Record<string, string> {
    const entries = [...this.#headers].map(([key, { name, value }]) => [preserveCase ? name : key, value])
    return Object.fromEntries(entries)
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    for (const { name, value } of this.#headers.values()) yield [name, value]
  }
}
