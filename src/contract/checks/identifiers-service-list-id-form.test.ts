import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, deletedBundle, type Part, page, vaultHost } from '../testing/make-trace.ts'
import { listIdForm } from './identifiers-service-list-id-form.ts'

const versions: Part = { path: '/secrets/n/versions', answer: { value: [bundle()], nextLink: null } }
const kept: Part[] = [
  { path: '/secrets', answer: page(['a']) },
  {
    path: '/deletedsecrets',
    answer: { value: [deletedBundle({ id: `https://${vaultHost}/secrets/n` })], nextLink: null },
  },
  versions,
]

describeCheck(listIdForm, {
  kept,
  unknown: {
    'an empty page': [{ path: '/secrets', answer: page([]) }],
    'other answers': [{ answer: bundle() }],
  },
  mutations: {
    'a list of secrets has versions': edit(0, { answer: { value: [bundle()], nextLink: null } }),
    'a list of versions has none': edit(2, { answer: page(['n']) }),
    'a list of versions holds another secret': edit(2, { path: '/secrets/m/versions' }),
  },
})

test('the finding', () => {
  expect(judge(listIdForm, edit(2, { answer: page(['n']) })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "https://{vault}/secrets/{name}/{version}",
        "message": "GET /secrets/n/versions was answered with an id of another form at /response/body/value/0: expected https://{vault}/secrets/{name}/{version}, received path /secrets/n.",
        "pointer": "/response/body/value/0/id",
        "received": "path /secrets/n",
      },
    ]
  `)
})
