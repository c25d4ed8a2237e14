import { expect, test } from 'vitest'
import { jsonBytes } from '../../wire/body.ts'
import { type Exchange, noBody, nothingUnknown } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { createRedactor } from './redactor.ts'

const product = 'core-rest-pipeline/1.24.0'

function exchange(index: number, value: string): Exchange {
  const headers = [
    ['User-Agent', `client/1.0 ${product}`],
    ['Authorization', 'Bearer some-token-of-the-test'],
    ['x-nobody-knows', 'hidden'],
  ] as const
  return {
    index,
    request: {
      method: 'GET',
      url: `https://v.vault.azure.net/secrets/s${index}?api-version=7.6`,
      headers,
      body: noBody,
    },
    answer: { status: 200, headers: [['Server', product]], body: jsonBytes({ value }) },
    sentAt: 1,
    answeredAt: 2,
    unknown: nothingUnknown,
  }
}

test('a request that was prepared comes to what it comes to without, and what it loses is told once', () => {
  const exchanges = [exchange(0, 'first-value'), exchange(1, 'second-value'), exchange(2, 'first-value')]
  const [plain, ahead] = [createRedactor(), createRedactor()]
  const expected = exchanges.map((one) => plain.redact(one))

  const redacted = exchanges.map((one) => {
    ahead.prepare(one.request)
    return ahead.redact(one)
  })

  expect(redacted).toEqual(expected)
  expect(ahead.report()).toEqual(plain.report())
  expect(ahead.report().refused).toMatchObject([{ name: 'x-nobody-knows', count: 3 }])
})

test('a secret that is met after a request was prepared is taken out of it', () => {
  const redactor = createRedactor()
  const [early, late] = [exchange(0, 'harmless-value'), exchange(1, product)]
  redactor.prepare(early.request)
  redactor.redact(late)

  expect(getHeader(redactor.redact(early).request.headers, 'user-agent')).not.toContain('core-rest-pipeline')
})
