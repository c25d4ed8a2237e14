import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

const longestValue = 25_600
const mostTags = 15

/** Quoted in Azure/azure-cli#5639 (value) and hashicorp/terraform-provider-azurerm#16947 (tags). */
export const limitsKept: Check = eachExchange('response/limits-kept', (seen, say) => {
  const operation = seen.match?.operation
  if (seen.role !== 'vault' || (operation !== 'SetSecret' && operation !== 'UpdateSecret')) return
  const status = seen.response?.status
  const beyond = beyondLimit(asObject(seen.requestJson()) ?? {})
  if (beyond === undefined || (status !== 200 && status !== 400)) return
  if (status === 400) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/status',
    expected: '400',
    received: '200',
    message: `${describeRequest(seen)} was accepted with ${beyond}.`,
  })
})

function beyondLimit({ value, tags }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof value === 'string' && value.length > longestValue)
    return `a value of ${value.length} characters; the limit is ${longestValue}`
  const count = Object.keys(asObject(tags) ?? {}).length
  return count > mostTags ? `${count} tags; the limit is ${mostTags}` : undefined
}
