import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'

export const purge204Empty: Check = eachExchange('response/purge-204-empty', (seen, say) => {
  const response = serviceAnswer(seen)
  if (response?.status !== 204 || !isKnown(seen, 'response.body') || !isKnown(seen, 'response.headers'))
    return
  const header = ['content-type', 'content-length'].find(
    (name) => getHeader(response.headers, name) !== undefined,
  )
  if (response.body.length === 0 && header === undefined) return say.kept(seen)
  say.broken(seen, {
    pointer: header === undefined ? '/response/body' : `/response/headers/${header}`,
    expected: 'absent',
    received: header === undefined ? `${response.body.length} bytes` : 'present',
    message: `${describeRequest(seen)} was answered 204 with ${header ?? 'a body'}.`,
  })
})
