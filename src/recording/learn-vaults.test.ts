import { expect, test } from 'vitest'
import { makeTrace, type Part } from '../contract/testing/make-trace.ts'
import { learnVaults } from './learn-vaults.ts'

/** The hosts learnt from a trace. */
function learn(...parts: readonly Part[]): readonly string[] {
  const learner = learnVaults()
  return (
    makeTrace(parts)
      .map((exchange) => [...learner.see(exchange)])
      .at(-1) ?? []
  )
}

const foreign = {
  headers: {
    'x-ms-keyvault-region': null,
    'x-ms-keyvault-service-version': null,
    'x-ms-keyvault-network-info': null,
  },
}

test.each<[string, Part]>([
  ['an answer with a header of the service', { url: 'https://fakevault/keys/a?api-version=7.2' }],
  [
    'a request for an operation with an api-version',
    { url: 'https://localhost:8443/secrets/a?api-version=7.2', ...foreign },
  ],
])('%s shows a vault', (_, part) => {
  expect(learn(part)).toEqual([new URL(part.url ?? '').hostname])
})

test.each<[string, Part]>([
  ['names say so', { host: 'a.vault.azure.net' }],
  [
    'another service',
    { url: 'https://management.azure.com/subscriptions/s?api-version=2020-01-01', ...foreign },
  ],
  ["a path like a vault's, no api-version", { url: 'https://docs.example/secrets/a', ...foreign }],
  ['what is no absolute URL', { url: '/secrets/a?api-version=7.2', ...foreign }],
])('%s: nothing to learn', (_, part) => {
  expect(learn(part)).toEqual([])
})

test('a host once known stays known, and no recording makes the list grow without end', () => {
  expect(learn({ url: 'https://fakevault/secrets/a' }, { url: 'https://fakevault/x', ...foreign })).toEqual([
    'fakevault',
  ])
  const many = Array.from({ length: 100 }, (_, index) => ({ url: `https://host${index}/secrets/a` }))
  expect(learn(...many)).toHaveLength(64)
})
