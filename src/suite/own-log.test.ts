import { expect, test } from 'vitest'
import { ownLog } from './own-log.ts'

const tokenOf = (clientId: string): string =>
  `kvc-test.${Buffer.from(JSON.stringify({ scopes: [], clientId })).toString('base64url')}`

test("a scenario is not blamed for another one's leak", () => {
  const log = `Authorization: Bearer ${tokenOf('a')}\nAuthorization: Bearer ${tokenOf('b')}\n`
  expect(ownLog(log, 'a')).toBe(
    `Authorization: Bearer ${tokenOf('a')}\nAuthorization: Bearer [a token of another scenario]\n`,
  )
})

test('what cannot be read is not let off', () => {
  expect(ownLog('kvc-test.e30 kvc-test.cut', 'a')).toBe('kvc-test.e30 kvc-test.cut')
})
