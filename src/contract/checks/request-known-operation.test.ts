import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { knownOperation } from './request-known-operation.ts'

const kept: Part[] = [{}, { method: 'POST', path: '/secrets/n/backup' }]

describeCheck(knownOperation, {
  kept,
  unknown: {
    'keys and certificates': [{ path: '/keys/n' }, { method: 'POST', path: '/certificates/n/create' }],
    'other hosts': [{ host: 'example.com', method: 'POST' }],
  },
  mutations: {
    'the method is another': edit(0, { method: 'POST' }),
    'the name is empty': edit(0, { method: 'PUT', path: '/secrets/' }),
    'it goes deeper': edit(0, { path: '/secrets/n/v/w' }),
  },
})

test('the finding', () => {
  expect(
    judge(knownOperation, edit(0, { method: 'PUT', path: '/secrets/' })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "method and path of an operation",
        "message": "PUT /secrets/ is none of the operations on secrets.",
        "pointer": "/request",
        "received": "PUT /secrets/",
      },
    ]
  `)
})
