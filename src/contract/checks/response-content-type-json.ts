import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'

export const responseContentTypeJson: Check = eachExchange('response/content-type-json', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || !isKnown(seen, 'response.headers') || !isKnown(seen, 'response.body')) return
  const hasBody = response.body.length > 0
  const value = getHeader(response.headers, 'content-type')
  const holds = hasBody
    ? value?.toLowerCase().replace(' ', '') === 'application/json;charset=utf-8'
    : value === undefined
  if (holds) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/headers/content-type',
    expected: hasBody ? 'application/json; charset=utf-8' : 'absent',
    received: value ?? 'absent',
    message: `${describeRequest(seen)} was answered ${response.status} ${hasBody ? 'with a body' : 'without a body'}, its Content-Type ${value ?? 'absent'}.`,
  })
})
