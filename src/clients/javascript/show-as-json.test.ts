import { expect, test } from 'vitest'
import { showAsJson } from './show-as-json.ts'

test('an error is shown by its own enumerable members, a ring without what closes it', () => {
  const request: { url: string; agent?: object } = { url: 'https://contoso.vault.azure.net' }
  request.agent = { requests: [request], free: { a: 1 } }
  expect(showAsJson(Object.assign(new Error('no'), { code: 'X', request }))).toBe(
    '{"code":"X","request":{"url":"https://contoso.vault.azure.net","agent":{"requests":[null],"free":{"a":1}}}}',
  )
})

test('what cannot be shown does no harm', () => {
  expect(showAsJson({ big: 1n })).toBe('[object]')
  expect(
    showAsJson({
      get thrown() {
        throw new Error('no')
      },
    }),
  ).toBe('[object]')
})
