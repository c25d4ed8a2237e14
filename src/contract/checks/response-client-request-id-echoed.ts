import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { answeredOn, describeRequest, isKnown, requestHeader, serviceAnswer } from '../seen-facts.ts'

const since = Date.parse('2021-03-25')

/** Before March 2021 it was not echoed, not even when `x-ms-return-client-request-id` asked for it. */
export const clientRequestIdEchoed: Check = eachExchange('response/client-request-id-echoed', (seen, say) => {
  const response = serviceAnswer(seen)
  const sent = requestHeader(seen, 'x-ms-client-request-id')
  if (!response || !sent || !isKnown(seen, 'response.headers') || !(answeredOn(seen) >= since)) return
  const echoed = getHeader(response.headers, 'x-ms-client-request-id')
  if (echoed === sent) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/headers/x-ms-client-request-id',
    expected: sent,
    received: echoed ?? 'absent',
    message: `${describeRequest(seen)} was answered ${response.status} ${echoed === undefined ? 'without' : 'with another id in place of'} the x-ms-client-request-id it was sent with.`,
  })
})
