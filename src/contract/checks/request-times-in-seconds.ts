import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

/** The last second of the year 9999. In milliseconds that is a time in 1978, before any secret. */
const latest = 253_402_300_799

/** The service stores such times as they are sent. Defect it finds: milliseconds, as .NET sent them in June 2019. */
export const timesInSeconds: Check = eachExchange('request/times-in-seconds', (seen, say) => {
  const operation = seen.match?.operation
  if (seen.role !== 'vault' || (operation !== 'SetSecret' && operation !== 'UpdateSecret')) return
  const attributes = asObject(asObject(seen.requestJson())?.['attributes'])
  const names = ['exp', 'nbf'].filter((name) => typeof attributes?.[name] === 'number')
  const name = names.find((candidate) => Number(attributes?.[candidate]) > latest)
  if (name === undefined) return names.length > 0 ? say.kept(seen) : undefined
  say.broken(seen, {
    pointer: `/request/body/attributes/${name}`,
    expected: 'Unix seconds',
    received: String(attributes?.[name]),
    message: `${describeRequest(seen)} sets ${name} to ${attributes?.[name]}, which as seconds lies after the year 9999.`,
  })
})
