import { interceptRequests } from '../../transports/intercept/intercept-requests.ts'
import { HarnessError, UsageError } from '../../wire/errors.ts'
import type { InProcessService } from '../service.ts'

/** A service that a test reaches without options, by its address alone. */
export interface ReachedService {
  /** Ends that. */
  stop(): void
  /** @throws HarnessError when the service itself failed: that says nothing of the client */
  demandSound(): void
}

/** Hosts that a test of this process reaches now. */
const taken = new Set<string>()

/**
 * From now on what this process asks of the service is answered by it.
 *
 * @throws UsageError when another test reaches its host now: it would be asked in this one's place
 */
export function reachService(service: InProcessService & { readonly host: string }): ReachedService {
  const { host } = service
  if (taken.has(host))
    throw new UsageError(
      `Another test, or another fixture of this one, has its vault at ${host} now: leave \`host\` out, or let tests with one host run one at a time.`,
    )
  taken.add(host)
  const faults: unknown[] = []
  const stop = interceptRequests(service, { onFault: (fault) => void faults.push(fault) })
  return {
    stop: () => {
      taken.delete(host)
      stop()
    },
    demandSound: () => {
      const [fault] = faults
      if (fault !== undefined) throw new HarnessError(`The service of the test failed: ${String(fault)}`)
    },
  }
}
