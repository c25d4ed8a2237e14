import type { ClientError } from '../../clients/driver.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'

/** Judges that an error carries the `x-ms-request-id` of one of the answers its step received. */
export function expectRequestId(error: ClientError, answered: readonly string[]): Broken[] {
  if (error.requestId !== undefined && answered.includes(error.requestId)) return []
  return [
    {
      pointer: '/error/requestId',
      expected: `the answer's x-ms-request-id (${answered.at(-1) ?? 'none was answered'})`,
      received: describeValue(error.requestId, ''),
      message: 'The error does not say the x-ms-request-id of the answer it came from.',
    },
  ]
}
