import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { asObject, describeRequest, serviceAnswer } from '../seen-facts.ts'

const codes: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'SecretNotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  429: 'Throttled',
}

/** 400 has many codes (`BadParameter`, `NotSupported`, `Malformed backup blob`): it is left out. */
export const codeFitsStatus: Check = eachExchange('errors/service-code-fits-status', (seen, say) => {
  const response = serviceAnswer(seen)
  const expected = response && codes[response.status]
  if (!response || expected === undefined) return
  const code = asObject(asObject(seen.responseJson())?.['error'])?.['code']
  if (typeof code !== 'string') return
  if (code === expected) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/body/error/code',
    expected,
    received: code,
    message: `${describeRequest(seen)} was answered ${response.status} with the code ${code}; the code of ${response.status} is ${expected}.`,
  })
})
