import { expect, test } from 'vitest'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { verdictOf } from './exit-with.ts'

test('whose fault it is decides the exit code', () => {
  expect(verdictOf(new UsageError('--x is wrong'), false)).toEqual({
    code: 2,
    message: 'keyvault-contract: --x is wrong',
  })
  expect(verdictOf(new HarnessError('it broke'), false)).toEqual({
    code: 3,
    message: 'keyvault-contract: it broke',
  })
})

test('what was not foreseen is ours, and shows where it came from only when asked', () => {
  const error = new TypeError('x is undefined')
  expect(verdictOf(error, false)).toEqual({
    code: 3,
    message:
      'keyvault-contract: This is a fault of keyvault-contract: x is undefined Put --verbose before the command for where it came from.',
  })
  expect(verdictOf(error, true).message).toContain('exit-with.test.ts')
  expect(verdictOf('thrown text', false).message).toContain('thrown text')
})
