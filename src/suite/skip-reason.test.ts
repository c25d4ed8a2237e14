import { expect, test } from 'vitest'
import type { DriverInfo } from '../clients/driver.ts'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { skipReason } from './skip-reason.ts'

const info: DriverInfo = {
  client: { name: 'client', version: '1.0.0', language: 'any' },
  capabilities: new Set(['getSecret', 'credential.test']),
}
const scenario: Scenario = {
  title: 'A scenario of this test',
  requirements: ['request/certificate-verified'],
  steps: [{ call: 'getSecret', with: { name: 's' } }],
}

test('a scenario about a certificate is for clients whose traffic has one', () => {
  const untrusted: Scenario = { ...scenario, otherVaults: { stranger: { certificate: 'untrusted' } } }
  expect(skipReason(untrusted, info)).toBeUndefined()
  expect(skipReason(untrusted, { ...info, withoutTls: true })).toBe(
    'the client sends in this process, without TLS',
  )
  expect(skipReason(scenario, { ...info, withoutTls: true })).toBeUndefined()
})

test('what the driver does not declare is told first', () => {
  const poller: Scenario = { ...scenario, needs: ['poller'], vault: { certificate: 'untrusted' } }
  expect(skipReason(poller, { ...info, withoutTls: true })).toBe('the driver does not declare poller')
})
