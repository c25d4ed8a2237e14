import { expect, test } from 'vitest'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { recordingObstacle } from './recording-obstacle.ts'

/** The template for it. */
const vaultUrl = `$\{vaults.vault.url}`

const plain: Scenario = {
  title: 'Reads a secret that was set.',
  requirements: ['response/members-reach-the-caller'],
  vault: { secrets: { held: { value: 'v', contentType: 'text/plain', enabled: false } } },
  steps: [{ call: 'getSecret', with: { name: 'held' } }],
}

test('what a client can set, and a live vault does by itself, can be recorded', () => {
  expect(recordingObstacle(plain)).toBeUndefined()
  expect(recordingObstacle({ ...plain, vault: {} })).toBeUndefined()
  expect(recordingObstacle({ ...plain, client: { vaultUrl: `${vaultUrl}/` } })).toBeUndefined()
})

const list = { call: 'listSecrets', with: {} }
const parse = { call: 'parseIdentifier', with: { id: 'https://contoso.vault.azure.net/secrets/a' } }

test.each<[string, Partial<Scenario>]>([
  ['it needs several vaults', { otherVaults: { second: {} } }],
  ['a live vault cannot be told its faults, polls', { vault: { polls: { delete: 1 }, faults: [] } }],
  ['it needs many secrets that are there before', { vault: { secrets: { count: 3, prefix: 'page' } } }],
  [
    'no client can set a secret with deleted, versions',
    { vault: { secrets: { a: { versions: 2, deleted: true } } } },
  ],
  ['it needs a secret with times after 2038', { vault: { secrets: { a: { expiresOn: 2 ** 31 } } } }],
  ['it needs a managed identity', { clients: { other: { credential: 'managedIdentity' } } }],
  ['it needs tokens with lifetimes of its own', { client: { tokenLifetimesSeconds: [1] } }],
  ['it asks under another address than the vault has', { client: { vaultUrl: `${vaultUrl}/gateway` } }],
  ['it changes the vault between its steps', { steps: [...plain.steps, { vault: { advance: 1 } }] }],
  ['it lists a whole vault', { steps: [{ parallel: [...plain.steps, list] as never }] }],
  ['it sends nothing', { steps: [parse] }],
  [
    'it looks into test tokens',
    {
      expect: [{ requirement: 'challenge/scope-from-resource', request: { of: {}, token: { scopes: [] } } }],
    },
  ],
])('%s', (reason, changes) => {
  expect(recordingObstacle({ ...plain, ...changes })).toBe(reason)
})
