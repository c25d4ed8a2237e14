import type { TermKind } from './placeholders.ts'

/** Something that the contract does not know, and that was therefore left out. */
export interface Refusal {
  readonly part:
    | 'request.header'
    | 'request.query'
    | 'request.body'
    | 'response.header'
    | 'response.body'
    | 'request.url'
  /** A header, a parameter, or a JSON pointer. Names that do not look like names are withheld. */
  readonly name: string
}

/** What redacting one recording came to. Holds no sensitive text. */
export interface RedactionReport {
  /** How many different texts were replaced, by kind: `{ name: 2, token: 1 }`. */
  readonly counts: Readonly<Partial<Record<TermKind, number>>>
  /** What was left out, and how often. */
  readonly refused: readonly (Refusal & { readonly count: number })[]
  /** Secrets too short, or too ordinary, to be looked for in what was written. */
  readonly unsearched: number
}

export const withheldName = '(name withheld)'

/** The name of an unknown thing as it may be told: it may itself be a secret. Words, dashed or camel-cased, pass. */
export function tellableName(name: string): string {
  const words = /^[$@]?[A-Za-z]?[a-z]{1,20}(?:[-_.]?[A-Z]?[a-z]{2,20}){0,6}\d{0,3}$/
  return words.test(name) ? name : withheldName
}

/** Adds up refusals, in order of first appearance, one by one: a long recording has many and few kinds of them. */
export interface RefusalTally {
  add(refusals: Iterable<Refusal>): void
  all(): (Refusal & { count: number })[]
}

export function createRefusalTally(): RefusalTally {
  const byKey = new Map<string, Refusal & { count: number }>()
  return {
    add: (refusals) => {
      for (const { part, name } of refusals) {
        const entry = byKey.get(`${part} ${name}`)
        if (entry) entry.count++
        else byKey.set(`${part} ${name}`, { part, name, count: 1 })
      }
    },
    all: () => [...byKey.values()].map((entry) => ({ ...entry })),
  }
}
