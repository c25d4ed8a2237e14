import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testToken } from './test-support.ts'
import { claimsSuffice, readTestToken } from './test-token.ts'

test('a test token says what it was asked for; what is missing is null', () => {
  const token = testToken({ enableCae: true, claims: '{}', tenantId: undefined, clientId: 'c' })
  expect(readTestToken(token)).toEqual({
    scopes: ['https://vault.azure.net/.default'],
    tenantId: null,
    claims: '{}',
    enableCae: true,
    serial: 1,
    clientId: 'c',
  })
})

test.each([
  '',
  'kvc-test.',
  'kvc-test.e30',
  'eyJ.eyJ.x',
  `kvc-test.${Buffer.from('{"scopes":[1]}').toString('base64url')}`,
])('"%s" is no test token', (token) => {
  expect(readTestToken(token)).toBeUndefined()
})

test('no text makes the reader throw', () => {
  const encoded = fc.json().map((text) => `kvc-test.${Buffer.from(text).toString('base64url')}`)
  fc.assert(fc.property(fc.oneof(fc.string(), encoded), (token) => void readTestToken(token)))
})

test.each([
  ['{"a":{"b":1}}', '{"a":{"b":1}}', true],
  ['{"a":{"b":1,"c":2},"d":3}', '{"a":{"b":1}}', true],
  ['{"a":{"v":["x","y"]}}', '{"a":{"v":["y"]}}', true],
  ['{"a":{"v":["x"]}}', '{"a":{"v":["y"]}}', false],
  ['{"a":{"b":2}}', '{"a":{"b":1}}', false],
  ['{"a":1}', '{"a":{"b":1}}', false],
  [null, '{"a":1}', false],
  ['{', '{"a":1}', false],
])('claims %s suffice for %s: %s', (asked, demanded, suffice) => {
  expect(claimsSuffice(asked, demanded)).toBe(suffice)
})
