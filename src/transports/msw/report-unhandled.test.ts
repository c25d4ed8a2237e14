import { afterEach, expect, test, vi } from 'vitest'
import { createUnhandledReporter } from './report-unhandled.ts'

afterEach(() => vi.restoreAllMocks())

test('with warn is told, and sent', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const report = createUnhandledReporter({ keyVault: 'warn' })
  const print = { warning: vi.fn(), error: vi.fn() }

  report(
    new Request('https://login.microsoftonline.com/tenant/oauth2/v2.0/token', {
      method: 'POST',
      body: 's3cret',
    }),
    print,
  )

  expect(warned.mock.calls.flat().join()).toContain(
    'POST https://login.microsoftonline.com/tenant/oauth2/v2.0/token.',
  )
  expect(warned.mock.calls.flat().join()).not.toContain('s3cret')
  expect(print.warning).not.toHaveBeenCalled()
})

test('other requests are left to the strategy, or to the function', () => {
  const request = new Request('https://example.com/')
  const print = { warning: vi.fn(), error: vi.fn() }
  const others = vi.fn()

  createUnhandledReporter({ others: 'bypass' })(request, print)
  expect([print.warning.mock.calls.length, print.error.mock.calls.length]).toEqual([0, 0])
  createUnhandledReporter({})(request, print)
  expect(print.warning).toHaveBeenCalledOnce()
  createUnhandledReporter({ others })(request, print)
  expect(others).toHaveBeenCalledExactlyOnceWith(request, print)
  expect(() => createUnhandledReporter({ others: 'error' })(request, print)).toThrow(
    /GET https:\/\/example.com\//,
  )
  expect(print.error).toHaveBeenCalledOnce()
})
