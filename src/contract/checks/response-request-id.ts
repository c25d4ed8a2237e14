import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { remember } from '../remember.ts'
import { answeredOn, describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** First seen then; answers of an unknown time are judged. */
const since = Date.parse('2015-10-27')

/** "Of its own" is judged against the last 64 answers. */
export const requestId: Check = {
  requirement: 'response/request-id',
  start() {
    const recent = new Map<string, true>()
    return {
      see(seen, say) {
        const response = serviceAnswer(seen)
        if (!response || !isKnown(seen, 'response.headers') || answeredOn(seen) < since) return
        const id = getHeader(response.headers, 'x-ms-request-id')
        const repeated = id !== undefined && recent.has(id)
        if (id !== undefined) remember(recent, id, true, 64)
        if (id !== undefined && guid.test(id) && !repeated) return say.kept(seen)
        say.broken(seen, {
          pointer: '/response/headers/x-ms-request-id',
          expected: 'a GUID of its own',
          received: repeated ? 'the id of an earlier answer' : (id ?? 'absent'),
          message: `${describeRequest(seen)} was answered ${response.status} ${repeated ? 'under the x-ms-request-id of an earlier answer' : 'without a GUID in x-ms-request-id'}.`,
        })
      },
    }
  },
}
