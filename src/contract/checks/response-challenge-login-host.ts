import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { answeredOn, describeRequest, serviceAnswer } from '../seen-facts.ts'

const since = Date.parse('2023-10-04')

/** Only in the public cloud, known by its resource: what other clouds send today nobody has recorded. */
export const challengeLoginHost: Check = eachExchange('response/challenge-login-host', (seen, say) => {
  const response = serviceAnswer(seen)
  const value = response?.status === 401 ? getHeader(response.headers, 'www-authenticate') : undefined
  if (!value?.includes('resource="https://vault.azure.net"') || !(answeredOn(seen) >= since)) return
  const host = /authorization="https:\/\/([^"/]+)/.exec(value)?.[1]
  if (host === undefined) return
  if (host === 'login.microsoftonline.com') return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/headers/www-authenticate',
    expected: 'login.microsoftonline.com',
    received: host,
    message: `${describeRequest(seen)} was sent to ${host} for its token; the service names login.microsoftonline.com since October 2023.`,
  })
})
