import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, vaultHost, version } from '../testing/make-trace.ts'
import { keyIdForm } from './identifiers-service-key-id-form.ts'

const kid = `https://${vaultHost}/keys/n/${version}`
const kept: Part[] = [{ answer: bundle({ managed: true, kid }) }]
const withKid = (value: unknown): ((parts: readonly Part[]) => Part[]) =>
  edit(0, { answer: bundle({ managed: true, kid: value }) })

describeCheck(keyIdForm, {
  kept,
  unknown: { 'secrets that back no certificate': [{ answer: bundle() }], errors: [{ status: 404 }] },
  mutations: {
    'it is of a secret': withKid(kid.replace('/keys/', '/secrets/')),
    'it names another vault': withKid(kid.replace('kvc', 'other')),
    'it names another key': withKid(kid.replace('/n/', '/m/')),
    'it has a port': withKid(kid.replace('.net', '.net:443')),
    'the version is missing': withKid(kid.slice(0, -33)),
    'it is no text': withKid(null),
    '`managed` is missing': edit(0, { answer: bundle({ kid }) }),
  },
})

test('the finding', () => {
  expect(judge(keyIdForm, withKid(kid.slice(0, -33))(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "https://{vault}/keys/{name}/{version}",
        "message": "GET /secrets/n/ was answered with a kid of another form: expected https://{vault}/keys/{name}/{version}, received path /keys/n.",
        "pointer": "/response/body/kid",
        "received": "path /keys/n",
      },
    ]
  `)
})
