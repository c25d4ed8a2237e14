import { interceptRequests } from '../../transports/intercept/intercept-requests.ts'
import { HarnessError } from '../../wire/errors.ts'
import type { InProcessService } from '../service.ts'

/**
 * Lets a test reach a service without options, by its address alone, while `use` runs.
 *
 * @throws HarnessError when the service itself failed meanwhile: that says nothing of the client
 */
export async function reachService(service: InProcessService, use: () => Promise<void>): Promise<void> {
  const faults: unknown[] = []
  const stop = interceptRequests(service, { onFault: (fault) => void faults.push(fault) })
  try {
    await use()
  } finally {
    stop()
  }
  const [fault] = faults
  if (fault !== undefined) throw new HarnessError(`The service of the test failed: ${String(fault)}`)
}
