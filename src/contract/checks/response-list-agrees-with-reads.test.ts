import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, metadata, type Part, probe, vaultHost, version } from '../testing/make-trace.ts'
import { listAgreesWithReads } from './response-list-agrees-with-reads.ts'

const { attributes } = bundle()
const secret = {
  contentType: 'text/plain',
  tags: { a: '1', b: '2' },
  attributes: { ...Object(attributes), exp: 2e9 },
}
const base = `https://${vaultHost}/secrets/n`

function list(members: object): Part {
  const item = { id: base.replace('/n', '/N'), ...secret, tags: { b: '2', a: '1' }, ...members }
  return { path: '/secrets', answer: { value: [item], nextLink: null } }
}

function versions(members: object): Part {
  const item = { id: `${base}/${version}`, ...secret, ...members }
  return { path: '/secrets/n/versions', answer: { value: [item], nextLink: null } }
}

const set: Part = { method: 'PUT', body: { value: 'v' }, answer: bundle(secret) }
const kept = [set, list({}), versions({})]

describeCheck(listAgreesWithReads, {
  kept,
  legal: {
    'an update in between': [
      set,
      { method: 'PATCH', path: '/secrets/n/', answer: metadata({ ...secret, tags: {} }) },
      list({ tags: undefined }),
    ],
    'a read of an older version': [
      set,
      { path: `/secrets/n/${'1'.repeat(32)}`, answer: bundle({ id: `${base}/${'1'.repeat(32)}`, tags: {} }) },
      list({}),
    ],
  },
  unknown: {
    probes: [probe(), { path: '/secrets', status: 401 }],
    'a secret that nothing was said of': [list({})],
    'a change by somebody else': [set, list({ tags: {}, attributes: { ...secret.attributes, updated: 2 } })],
    'a deletion in between': [
      set,
      { method: 'DELETE', path: '/secrets/n', answer: metadata(secret) },
      list({ tags: {} }),
    ],
    'a recorder that keeps no answers': [set, { ...list({ tags: {} }), unknown: ['response.body'] }],
  },
  mutations: {
    'a tag is lost': edit(1, list({ tags: { a: '1' } })),
    'contentType is lost': edit(1, list({ contentType: undefined })),
    'enabled differs': edit(1, list({ attributes: { ...secret.attributes, enabled: false } })),
    'exp differs in the list of versions': edit(
      2,
      versions({ attributes: { ...secret.attributes, exp: 1 } }),
    ),
  },
})

test('the finding says what differs, and no value', () => {
  expect(
    judge(listAgreesWithReads, [set, list({ attributes: { ...secret.attributes, exp: 1 } })]).broken[0]
      ?.message,
  ).toMatchInlineSnapshot(
    `"GET /secrets lists a secret with another attributes.exp than the last answer about it had."`,
  )
})
