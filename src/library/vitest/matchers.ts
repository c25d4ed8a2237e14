import { expect } from 'vitest'
import type { Operation } from '../../contract/operation.ts'
import type { CheckTraceOptions } from '../check/check-trace.ts'
import { type ExpectedSecret, toHaveSecret } from './to-have-secret.ts'
import { type ExpectedRequest, toHaveSent } from './to-have-sent.ts'
import { toKeepContract } from './to-keep-contract.ts'

/** What `expect` knows besides Vitest's own. */
export interface KeyVaultMatchers<Returned = void> {
  /**
   * Of a trace, or of what has one: nothing in it breaks the contract. Where nothing was judged it fails, and so does `.not`.
   *
   * @example expect(trace).toKeepContract()
   */
  toKeepContract(options?: CheckTraceOptions): Returned
  /**
   * Of a vault: it holds a secret, with these members. The message never tells the value that is there.
   *
   * @example expect(vault).toHaveSecret('db-password', { value: 'new', enabled: true })
   */
  toHaveSecret(name: string, expected?: ExpectedSecret): Returned
  /**
   * Of a trace, or of what has one: requests of an operation were sent. Those without a token are not counted.
   *
   * @example expect(trace).toHaveSent('SetSecret', { times: 1, name: 'db-password', body: { attributes: { enabled: true } } })
   */
  toHaveSent(operation: Operation, expected?: ExpectedRequest): Returned
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is only added to under the very parameters it has.
  interface Matchers<T = any> extends KeyVaultMatchers<T extends unknown ? void : never> {}
}

/** Teaches Vitest's `expect` the matchers, the `expect` of concurrent tests included. */
export function addMatchers(): void {
  expect.extend({ toKeepContract, toHaveSecret, toHaveSent })
}
