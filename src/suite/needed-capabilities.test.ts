import { expect, test } from 'vitest'
import type { ClientOptions, Scenario } from '../contract/generated/types/scenario.ts'
import { neededCapabilities } from './needed-capabilities.ts'

function needed(step: object, client: ClientOptions = {}): string[] {
  const scenario = {
    title: 'It needs what it uses.',
    requirements: ['a/b'],
    client,
    steps: [step],
  } as Scenario
  return [...neededCapabilities(scenario)].filter((need) => need !== 'credential.test')
}

test.for([
  [{ call: 'getSecret', with: { name: 'a' } }, ['getSecret']],
  [
    { call: 'getSecret', with: { name: 'a', outContentType: 'x' } },
    ['getSecret', 'getSecret.outContentType'],
  ],
  [{ call: 'getSecret', with: { name: 'a' }, timeoutMs: 5 }, ['getSecret', 'call.timeout']],
  [{ call: 'beginDeleteSecret', with: { name: 'a' } }, ['poller']],
  [{ call: 'beginDeleteSecret', with: { name: 'a', resumeFrom: 's' } }, ['poller', 'poller.resume']],
  [{ call: 'pollerPoll', with: { poller: 'p' } }, ['poller']],
  [{ call: 'listSecrets', with: {} }, ['listSecrets']],
  [{ call: 'listSecrets', with: { pageSize: 2 } }, ['listSecrets', 'list.pageSize']],
  [
    { call: 'listSecrets', with: { continuation: 'c', maxPages: 1 } },
    ['listSecrets', 'list.byPage', 'list.continuation'],
  ],
  [
    { parallel: [{ call: 'backupSecret' }, { call: 'parseIdentifier' }] },
    ['backupSecret', 'parseIdentifier'],
  ],
  [{ wait: 1 }, []],
] as const)('%j needs %j', ([step, expected]) => {
  expect(needed(step)).toEqual(expected)
})

test('options of a client need what they are, quick retries by default do not', () => {
  const retry = { maxRetries: 1, delayMs: 1, maxDelayMs: 1 }
  const options: ClientOptions = {
    apiVersion: '7.4',
    verifyChallengeResource: false,
    logging: 'verbose',
    retry,
  }
  expect(needed({ wait: 1 }, options)).toEqual([
    'client.apiVersion',
    'client.verifyChallengeResource',
    'client.logging',
    'client.retry',
  ])
  expect(needed({ wait: 1 }, { credential: 'clientSecret', retry: 'client' })).toEqual([
    'credential.clientSecret',
  ])
})
