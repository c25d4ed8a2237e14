import type { HeaderList } from '../../wire/exchange.ts'

/** Structurally the `HttpHeaders` of `@azure/core-rest-pipeline`: names without case, repeated ones joined. */
export interface AnswerHeaders extends Iterable<[name: string, value: string]> {
  get(name: string): string | undefined
  has(name: string): boolean
  set(name: string, value: string | number | boolean): void
  delete(name: string): void
  toJSON(options?: { preserveCase?: boolean }): Record<string, string>
}

/** The headers of an answer as an SDK reads them; repeated ones are joined as Node joins them. */
export function createAnswerHeaders(list: HeaderList): AnswerHeaders {
  return new ListedHeaders(list)
}

/**
 * Thousands of these are made a second in a test run, and most are read whole and once: so they stay the list they came as,
 * and methods lie on a prototype.
 */
class ListedHeaders implements AnswerHeaders {
  #list: HeaderList

  constructor(list: HeaderList) {
    this.#list = list
  }

  get(name: string): string | undefined {
    const wanted = lowerCase(name)
    let found: string | undefined
    for (const [candidate, value] of this.#list) {
      if (lowerCase(candidate) === wanted) found = found === undefined ? value : `${found}, ${value}`
    }
    return found
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  set(name: string, value: string | number | boolean): void {
    this.delete(name)
    this.#list = [...this.#list, [name, String(value).trim()]]
  }

  delete(name: string): void {
    const wanted = lowerCase(name)
    this.#list = this.#list.filter(([candidate]) => lowerCase(candidate) !== wanted)
  }

  toJSON({ preserveCase = false }: { preserveCase?: boolean } = {}): Record<string, string> {
    if (preserveCase) return Object.fromEntries(this)
    const joined: Record<string, string> = {}
    for (const [name, value] of this.#list) {
      const key = lowerCase(name)
      const before = joined[key]
      joined[key] = before === undefined ? value : `${before}, ${value}`
    }
    return joined
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    const seen = new Set<string>()
    for (const [name] of this.#list) {
      const key = lowerCase(name)
      if (seen.has(key)) continue
      seen.add(key)
      yield [name, this.get(name) ?? '']
    }
  }
}

const lowered = new Map<string, string>()

/** The names of headers are few, and come again with every answer. */
function lowerCase(name: string): string {
  const known = lowered.get(name)
  if (known !== undefined) return known
  if (lowered.size >= 200) lowered.clear()
  const lower = name.toLowerCase()
  lowered.set(name, lower)
  return lower
}
