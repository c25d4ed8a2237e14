import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isList } from '../secret-bundles.ts'
import { answeredOn, asObject, describeRequest, isKnown, kindOf } from '../seen-facts.ts'

/** `"value":null` was an empty list from April to June 2019; an answer of an unknown time may be of then. */
const nullUntil = Date.parse('2020-01-01')

export const nextLinkPresent: Check = eachExchange('paging/service-next-link-present', (seen, say) => {
  if (seen.role !== 'vault' || seen.response?.status !== 200 || !seen.match || !isList(seen.match.operation))
    return
  if (!isKnown(seen, 'response.body')) return
  const page = asObject(seen.responseJson())
  const value = page?.['value']
  const nextLink = page?.['nextLink']
  const valueHolds = Array.isArray(value) || (value === null && !(answeredOn(seen) >= nullUntil))
  if (valueHolds && (nextLink === null || typeof nextLink === 'string')) return say.kept(seen)
  const name = valueHolds ? 'nextLink' : 'value'
  const received = page ? kindOf(page[name]) : 'no JSON object'
  say.broken(seen, {
    pointer: `/response/body/${name}`,
    expected: valueHolds ? 'a string or null' : 'an array',
    received,
    message: `${describeRequest(seen)} was answered with a page whose ${name} is ${received}.`,
  })
})
