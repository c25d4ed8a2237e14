import { readTestToken } from './expectations/request-token.ts'

/**
 * What a driver printed, without the test tokens of other scenarios: they share the driver's process, and a leak is to
 * be held against the scenario that shows it. A token that cannot be read stays: somebody's it is.
 */
export function ownLog(log: string, clientId: string): string {
  return log.replace(/kvc-test\.[\w-]+/g, (token) => {
    const owner = readTestToken(`Bearer ${token}`)?.['clientId']
    return owner === undefined || owner === clientId ? token : '[a token of another scenario]'
  })
}
