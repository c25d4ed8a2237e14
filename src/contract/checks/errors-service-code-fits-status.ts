import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { asObject, describeRequest, isSecretsRequest } from '../seen-facts.ts'

const codes: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'SecretNotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  429: 'Throttled',
}

const owners: ReadonlySet<string> = new Set(Object.values(codes))

/**
 * 400 has many codes (`BadParameter`, `NotSupported`, `Malformed backup blob`), 5xx have never been recorded: of them it is
 * asked only that their code is not that of another status.
 */
export const codeFitsStatus: Check = eachExchange('errors/service-code-fits-status', (seen, say) => {
  const { response } = seen
  if (!response || response.status < 400 || !isSecretsRequest(seen)) return
  const code = asObject(asObject(seen.responseJson())?.['error'])?.['code']
  if (typeof code !== 'string') return
  const expected = codes[response.status] ?? (owners.has(code) ? 'a code of its own' : undefined)
  if (expected === undefined) return
  if (code === expected) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/body/error/code',
    expected,
    received: code,
    message: `${describeRequest(seen)} was answered ${response.status} with the code ${code}; the code of ${response.status} is ${expected}.`,
  })
})
