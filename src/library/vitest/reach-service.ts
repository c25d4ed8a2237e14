import { interceptRequests } from '../../transports/intercept/intercept-requests.ts'
import { HarnessError } from '../../wire/errors.ts'
import type { InProcessService } from '../service.ts'

/** A service that a test reaches without options, by its address alone. */
export interface ReachedService {
  /** Ends that. */
  stop(): void
  /** @throws HarnessError when the service itself failed: that says nothing of the client */
  demandSound(): void
}

/** From now on what this process asks of the service is answered by it. */
export function reachService(service: InProcessService): ReachedService {
  const faults: unknown[] = []
  return {
    stop: interceptRequests(service, { onFault: (fault) => void faults.push(fault) }),
    demandSound: () => {
      const [fault] = faults
      if (fault !== undefined) throw new HarnessError(`The service of the test failed: ${String(fault)}`)
    },
  }
}
