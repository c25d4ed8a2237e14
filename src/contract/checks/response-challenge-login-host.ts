import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { answeredOn, describeRequest, serviceAnswer } from '../seen-facts.ts'

const lastOld = Date.parse('2023-03-29')
const firstNew = Date.parse('2023-10-04')

/** Only in the public cloud, known by its resource: what other clouds send nobody has recorded. */
export const challengeLoginHost: Check = eachExchange('response/challenge-login-host', (seen, say) => {
  const response = serviceAnswer(seen)
  const value = response?.status === 401 ? getHeader(response.headers, 'www-authenticate') : undefined
  const host = value?.includes('resource="https://vault.azure.net"') ? authority.exec(value)?.[1] : undefined
  if (host === undefined) return
  const hosts = hostsAt(answeredOn(seen))
  if (hosts.includes(host)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/headers/www-authenticate',
    expected: hosts.join(' or '),
    received: host,
    message: `${describeRequest(seen)} was sent to ${host} for its token; the service then named ${hosts.join(' or ')}.`,
  })
})

const authority = /authorization="https:\/\/([^"/]+)/

/** Between the last challenge of the old form and the first of the new, and where the time is unknown, it may be either. */
function hostsAt(date: number): readonly string[] {
  if (date < lastOld) return ['login.windows.net']
  return date >= firstNew ? ['login.microsoftonline.com'] : ['login.windows.net', 'login.microsoftonline.com']
}
