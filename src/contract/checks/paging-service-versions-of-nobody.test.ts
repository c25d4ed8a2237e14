import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { probe, serviceError } from '../testing/make-trace.ts'
import { versionsOfNobody } from './paging-service-versions-of-nobody.ts'

describeCheck(versionsOfNobody, {
  kept: [{ path: '/secrets/nobody/versions', answer: { value: [], nextLink: null } }],
  unknown: {
    probes: [probe({ path: '/secrets/n/versions' })],
    'other refusals': [{ path: '/secrets/n/versions', status: 403, answer: serviceError('Forbidden', 'm') }],
    'a secret that is not there': [{ status: 404, answer: serviceError('SecretNotFound', 'm') }],
  },
  mutations: {
    'it is not found': edit(0, { status: 404, answer: serviceError('SecretNotFound', 'm') }),
  },
})

test('the finding says what it had to be', () => {
  expect(
    judge(versionsOfNobody, [{ path: '/secrets/n/versions', status: 404 }]).broken[0]?.message,
  ).toMatchInlineSnapshot(
    `"GET /secrets/n/versions was answered 404: the versions of a name that is not there are an empty list."`,
  )
})
