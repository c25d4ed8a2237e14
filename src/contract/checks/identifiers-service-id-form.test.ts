import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, metadata, type Part, page, vaultHost, version } from '../testing/make-trace.ts'
import { idForm } from './identifiers-service-id-form.ts'

const id = `https://${vaultHost}/secrets/N/${version}`
const kept: Part[] = [
  { answer: bundle({ id }) },
  { method: 'POST', path: '/secrets/restore', answer: metadata({ id: id.replace('/N/', '/other/') }) },
]
const withId = (value: unknown): ((parts: readonly Part[]) => Part[]) =>
  edit(0, { answer: bundle({ id: value }) })

describeCheck(idForm, {
  kept,
  unknown: {
    lists: [{ path: '/secrets', answer: page(['a']) }],
    backup: [{ method: 'POST', path: '/secrets/n/backup', answer: { value: 'AA' } }],
    errors: [{ status: 404 }],
  },
  mutations: {
    'it names another vault': withId(id.replace('kvc', 'other')),
    'it has the default port': withId(id.replace('.net', '.net:443')),
    'it names another secret': withId(id.replace('/N/', '/m/')),
    'the version is missing': withId(`https://${vaultHost}/secrets/n`),
    'the version is upper case': withId(
      id.toUpperCase().replace('HTTPS', 'https').replace('/SECRETS/', '/secrets/'),
    ),
    'it is of a deleted secret': withId(id.replace('/secrets/', '/deletedsecrets/')),
    'it has a query': withId(`${id}?api-version=7.6`),
    'it is another version than was asked for': edit(0, { path: `/secrets/n/${version.replace('0', 'f')}` }),
    'it is missing': withId(undefined),
    'it goes deeper': withId(`${id}/x`),
  },
})

test('the finding', () => {
  expect(judge(idForm, withId(`https://${vaultHost}/secrets/n`)(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "https://{vault}/secrets/{name}/{version}",
        "message": "GET /secrets/n/ was answered with an id of another form: expected https://{vault}/secrets/{name}/{version}, received path /secrets/n.",
        "pointer": "/response/body/id",
        "received": "path /secrets/n",
      },
    ]
  `)
})
