import type { Check, Judge } from './check.ts'

/** A check that needs no memory: every exchange is judged by itself. */
export function eachExchange(requirement: string, see: Judge['see']): Check {
  return { requirement, start: () => ({ see }) }
}
