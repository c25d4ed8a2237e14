import { expect, test } from 'vitest'
import { readMode } from './suite-mode.ts'

test('the reference vault unless something else is asked for', () => {
  expect(readMode({})).toBe('vault')
  expect(readMode({ mode: 'playback', recordings: 'mine' })).toBe('playback')
  expect(readMode({ mode: 'record', output: 'mine' })).toBe('record')
})

test.each([
  [{ mode: 'lively' }, '--mode "lively" must be one of vault, playback, record, live.'],
  [{ recordings: 'mine' }, '--recordings "mine" is about --mode playback and live, and the mode is vault.'],
  [
    { mode: 'playback', vaultUrl: 'https://a.vault.azure.net' },
    '--vault-url "https://a.vault.azure.net" is about --mode record and live, and the mode is playback.',
  ],
  [
    { mode: 'record', upstreamCa: ['ca.pem'] },
    '--upstream-ca and --resolve say how the vault of --vault-url is reached: add it.',
  ],
])('%j is a mistake of the caller', (options, message) => {
  expect(() => readMode(options)).toThrow(message)
})
