import type { SeenExchange } from '../../src/contract/seen-exchange.ts'

/** True for exchanges that nock wrote under http, beside or in place of https: no vault answers http, and nothing of them is judged. */
export function isWrittenUnderHttp({ url }: SeenExchange): boolean {
  return url?.scheme === 'http:'
}
