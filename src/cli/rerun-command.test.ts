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
})
