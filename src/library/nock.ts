/**
 * Vaults and players behind nock 14.
 *
 * @packageDocumentation
 */
import nock from 'nock'
import { installInterceptors } from '../transports/nock/install-interceptors.ts'
import { UsageError } from '../wire/errors.ts'
import { demandServices } from './demand-service.ts'
import type { InProcessService } from './service.ts'

export type { Recording } from '../contract/generated/types/recording.ts'
export { fromNock } from './nock/from-nock.ts'
export { toNock } from './nock/to-nock.ts'
export type { InProcessService } from './service.ts'

/** What `mockKeyVault` put behind nock. */
export interface MockedKeyVault {
  /** Takes away its interceptors, and no others; a second time it does nothing. */
  restore(): void
}

/**
 * Puts vaults and players behind nock: of each its vault host, and of the sign-in hosts what names its tenant. The interceptors answer
 * any number of requests, are never pending (`nock.isDone()` is about your own), and leave other interceptors and
 * `nock.disableNetConnect()` as they are. Your own interceptor for the same request wins when it was declared before.
 *
 * What is seen of a request is what nock keeps of it: names of headers in lower case and sorted, repeated ones joined, the path
 * with its `..` resolved. No requirement is judged by these. A closed connection is ECONNRESET, as by `replyWithError`;
 * a request that a player has no answer to is an error with code KVC_UNANSWERED.
 *
 * @example
 * const vault = createVault({ secrets: { 'db-password': 'old' } })
 * const mocked = mockKeyVault(vault)
 * try {
 *   await rotate(new SecretClient(vault.url, vault.credential))
 * } finally {
 *   mocked.restore()
 * }
 *
 * @throws UsageError when it is given no service, one that is closed, or two at one address, or when nock was switched off by `nock.restore()` or its
 * recorder
 */
export function mockKeyVault(...services: InProcessService[]): MockedKeyVault {
  demandServices('mockKeyVault', services)
  if (!nock.isActive())
    throw new UsageError(
      'mockKeyVault: nock is switched off (by nock.restore(), or because it records): call nock.activate() before.',
    )
  const restores = services.map(installInterceptors)
  return {
    restore: () => {
      for (const restore of restores) restore()
    },
  }
}
