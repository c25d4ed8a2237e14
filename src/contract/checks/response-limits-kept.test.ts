import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe, serviceError } from '../testing/make-trace.ts'
import { limitsKept } from './response-limits-kept.ts'

const tooLong = { value: 'x'.repeat(25_601) }
const tooMany = { tags: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`t${index}`, 'v'])) }
const refused = serviceError('BadParameter', 'Property has invalid value\r\n')
const kept: Part[] = [
  { method: 'PUT', body: tooLong, status: 400, answer: refused },
  { method: 'PATCH', body: tooMany, status: 400, answer: refused },
]

describeCheck(limitsKept, {
  kept,
  unknown: {
    probes: [probe({ method: 'PUT' })],
    'what keeps the limits': [
      { method: 'PUT', body: { value: 'x'.repeat(25_600) }, answer: bundle() },
      { method: 'PUT', body: { value: 'v' }, status: 400, answer: refused },
    ],
    'refusals for other reasons': [{ method: 'PUT', body: tooLong, status: 403, answer: refused }],
    'a recorder that keeps no request bodies': [
      { method: 'PUT', status: 200, answer: bundle(), unknown: ['request.body'] },
    ],
  },
  mutations: {
    'a value beyond the limit is accepted': edit(0, { status: 200, answer: bundle() }),
    'tags beyond the limit are accepted': edit(1, { status: 200, answer: bundle() }),
  },
})

test('the finding says the limit, and no value', () => {
  expect(
    judge(limitsKept, [{ method: 'PUT', body: tooLong, answer: bundle() }]).broken[0]?.message,
  ).toMatchInlineSnapshot(
    `"PUT /secrets/n/ was accepted with a value of 25601 characters; the limit is 25600."`,
  )
})
