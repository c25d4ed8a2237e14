import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, serviceError } from '../testing/make-trace.ts'
import { errorEnvelope } from './response-error-envelope.ts'

const kept: Part[] = [
  { status: 403, answer: serviceError('Forbidden', 'm', 'SecretDisabled') },
  { status: 404, answer: { error: { code: 'c', message: 'm', innererror: null } } },
]
const said = (answer: unknown): ((parts: readonly Part[]) => Part[]) => edit(0, { answer })

describeCheck(errorEnvelope, {
  kept,
  unknown: {
    success: [{ answer: bundle() }],
    'statuses of the HTTP server': [{ status: 431, answer: '<html>' }],
    'a 401 of before August 2019': [
      { status: 401, token: null, headers: { Date: 'Mon, 05 Aug 2019 10:00:00 GMT' } },
    ],
    'a recorder that keeps no bodies': [{ status: 404, unknown: ['response.body'] }],
  },
  mutations: {
    'a 500 has the body of a success': edit(0, { status: 500, answer: { id: 'x', attributes: {} } }),
    'it is empty': said(undefined),
    'it is text': said('oops'),
    'error is text': said({ error: 'oops' }),
    'the message is missing': said({ error: { code: 'Forbidden' } }),
    'there are details': said({ error: { code: 'Forbidden', message: 'm', details: [] } }),
    'something stands beside the error': said({ ...serviceError('Forbidden', 'm'), status: 403 }),
    'the inner error has no code': said({ error: { code: 'Forbidden', message: 'm', innererror: {} } }),
    'the inner error is spelled otherwise': said({
      error: { code: 'Forbidden', message: 'm', innerError: { code: 'c' } },
    }),
    'an inner error inside is text': said({
      error: { code: 'c', message: 'm', innererror: { code: 'c', innererror: 'x' } },
    }),
  },
})

test('the finding', () => {
  expect(
    judge(errorEnvelope, said({ error: { code: 'Forbidden', message: 'm', innerError: {} } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "no other member",
        "message": "GET /secrets/n/ was answered 403 with an error of another shape: expected no other member, received member innerError.",
        "pointer": "/response/body/error/innerError",
        "received": "member innerError",
      },
    ]
  `)
})
