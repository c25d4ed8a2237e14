import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { asObject, describeRequest, serviceAnswer } from '../seen-facts.ts'

/** By status; statuses that are not here (400, 5xx) are not judged. */
const innerCodes: Readonly<Record<number, readonly string[]>> = {
  401: [],
  403: [
    'AccessDenied',
    'SecretDisabled',
    'SecretManagedByKeyVault',
    'ForbiddenByPolicy',
    'ForbiddenByRbac',
    'ForbiddenByFirewall',
    'ForbiddenByConnection',
  ],
  404: [],
  405: [],
  409: ['ObjectIsBeingDeleted', 'ObjectIsBeingRecovered', 'ObjectIsDeletedButRecoverable'],
  429: [],
}

export const innerCodeKnown: Check = eachExchange('errors/service-inner-code-known', (seen, say) => {
  const response = serviceAnswer(seen)
  const known = response && innerCodes[response.status]
  const error = known && asObject(asObject(seen.responseJson())?.['error'])
  if (!known || !error) return
  const code = asObject(error['innererror'])?.['code']
  if (typeof code !== 'string') return
  if (known.includes(code)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/body/error/innererror/code',
    expected: known.length === 0 ? 'no inner code' : known.join(', '),
    received: code.slice(0, 60),
    message: `${describeRequest(seen)} was answered ${response.status} with the inner code ${code.slice(0, 60)}, which the service was never seen to use for it.`,
  })
})
