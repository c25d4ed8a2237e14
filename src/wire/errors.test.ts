import { expect, test } from 'vitest'
import { HarnessError, isHarnessError, isUsageError, UsageError } from './errors.ts'

test('errors are told apart by code, whichever copy of the package made them', () => {
  const foreign = Object.assign(new Error('from another copy'), { code: 'KVC_USAGE' })
  expect(isUsageError(new UsageError('x'))).toBe(true)
  expect(isUsageError(foreign)).toBe(true)
  expect(foreign).toBeInstanceOf(UsageError)
  expect(foreign).not.toBeInstanceOf(HarnessError)
  expect(new HarnessError('x')).toBeInstanceOf(HarnessError)
  expect(isUsageError(new HarnessError('x'))).toBe(false)
  expect(isHarnessError(new HarnessError('x'))).toBe(true)
  expect(isHarnessError({ code: 'KVC_HARNESS' })).toBe(false)
})
