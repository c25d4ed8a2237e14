import { getHeaders } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'

/** Parameters after the two are free; the form of claims challenges has not been recorded from a vault. */
export const challengeForm: Check = eachExchange('response/challenge-form', (seen, say) => {
  const response = serviceAnswer(seen)
  if (response?.status !== 401 || !isKnown(seen, 'response.headers')) return
  const values = getHeaders(response.headers, 'www-authenticate')
  if (values.some((value) => value.includes('insufficient_claims'))) return
  if (values.length === 1 && form.test(values[0] ?? '')) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/headers/www-authenticate',
    expected: 'Bearer authorization="https://<login host>/<tenant>", resource="https://<vault domain>"',
    received: values.length === 1 ? (values[0] ?? '') : `${values.length} WWW-Authenticate headers`,
    message: `${describeRequest(seen)} was answered 401 with ${values.length === 1 ? 'a challenge of another form' : `${values.length} WWW-Authenticate headers`}.`,
  })
})

const form =
  /^Bearer authorization="https:\/\/[^"/]+\/[^"/]+", resource="https:\/\/[^"]+"(?:, [a-z_]+="[^"]*")*$/
