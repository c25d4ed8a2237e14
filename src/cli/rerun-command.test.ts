import { expect, test } from 'vitest'
import { rerunCommand } from './rerun-command.ts'

test('the command says all that led to the run, quoted for a shell', () => {
  const context = { client: undefined, apiVersion: undefined, options: {} }
  expect(rerunCommand('paging/one', context)).toBe('npx keyvault-contract test --scenario paging/one')
  expect(rerunCommand('paging/one', { ...context, client: 'python', apiVersion: '7.4' })).toBe(
    'npx keyvault-contract test python --api-version 7.4 --scenario paging/one',
  )
  expect(
    rerunCommand('a/b', { ...context, options: { driver: `./it's one --flag`, package: '../my fork' } }),
  ).toBe(`npx keyvault-contract test --package '../my fork' --driver './it'\\''s one --flag' --scenario a/b`)
  const live = {
    mode: 'live',
    vaultUrl: 'https://mine.vault.azure.net',
    upstreamCa: ['a b.pem', 'c.pem'],
    resolve: ['mine.vault.azure.net:443:127.0.0.1:8443'],
  }
  expect(rerunCommand('a/b', { ...context, options: live })).toBe(
    "npx keyvault-contract test --mode live --vault-url https://mine.vault.azure.net --upstream-ca 'a b.pem' --upstream-ca c.pem --resolve mine.vault.azure.net:443:127.0.0.1:8443 --scenario a/b",
  )
})
