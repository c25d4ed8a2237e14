import { expect, test } from 'vitest'
import { describeCheck, judge } from '../testing/describe-check.ts'
import { bundle, deletedBundle, type Part, serviceError } from '../testing/make-trace.ts'
import { deleteSentOnce } from './polling-delete-sent-once.ts'

const del: Part = { method: 'DELETE', path: '/secrets/n', answer: deletedBundle() }
const pending: Part = {
  path: '/deletedsecrets/n',
  status: 404,
  answer: serviceError('SecretNotFound', 'Deleted Secret not found: n'),
}
const done: Part = { path: '/deletedsecrets/n', answer: deletedBundle() }
const kept = [del, pending, done]
const set: Part = { method: 'PUT', path: '/secrets/n', body: { value: 'v' }, answer: bundle() }

describeCheck(deleteSentOnce, {
  kept,
  legal: {
    'a program that deletes twice': [del, { ...del, status: 404 }],
    'a secret made again in between': [del, pending, set, del],
    'a secret restored in between': [del, pending, { method: 'POST', path: '/secrets/restore' }, del],
    'another secret': [del, pending, { ...del, path: '/secrets/m' }],
    'a deletion after the waiting': [...kept, { ...del, status: 404 }],
  },
  unknown: { 'a poll whose DELETE was before the trace': [pending, done] },
  mutations: {
    'a resumed poller deletes again (C10)': ([first, ...rest]) => [
      first ?? {},
      pending,
      { ...del, path: '/secrets/N', status: 404 },
      ...rest,
    ],
  },
})

test('the finding', () => {
  expect(judge(deleteSentOnce, [del, pending, { ...del, status: 404 }]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "GET /deletedsecrets/n",
        "message": "DELETE /secrets/n was sent again while the deletion was being waited for.",
        "pointer": "/request/method",
        "received": "DELETE /secrets/n",
      },
    ]
  `)
})
