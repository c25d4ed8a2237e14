import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { timesInSeconds } from './request-times-in-seconds.ts'

const set = (times: object): Part => ({ method: 'PUT', body: { value: 'v', attributes: times } })
const kept: Part[] = [set({ exp: 2e9 }), set({ nbf: 0, exp: 253_402_300_799 })]

describeCheck(timesInSeconds, {
  kept,
  unknown: {
    'requests that set none': [set({ enabled: true }), { method: 'PUT', body: { value: 'v' } }],
    'times of another type, which the schema judges': [set({ exp: '2030-01-01' })],
    'a recorder that keeps no bodies': [{ ...set({ exp: 2e12 }), unknown: ['request.body'] }],
  },
  mutations: {
    'exp is in milliseconds': edit(0, set({ exp: 2e12 })),
    'nbf is in milliseconds': edit(0, set({ exp: 2e9, nbf: 2e12 })),
    'an update sends milliseconds': edit(0, { method: 'PATCH', body: { attributes: { exp: 2e12 } } }),
  },
})

test('the finding', () => {
  expect(judge(timesInSeconds, edit(0, set({ exp: 2e12 }))(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "Unix seconds",
        "message": "PUT /secrets/n/ sets exp to 2000000000000, which as seconds lies after the year 9999.",
        "pointer": "/request/body/attributes/exp",
        "received": "2000000000000",
      },
    ]
  `)
})
