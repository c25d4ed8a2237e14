import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe, serviceError } from '../testing/make-trace.ts'
import { messageTemplate } from './errors-service-message-template.ts'

const missing =
  'A secret with (name/id) n was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182'
const kept: Part[] = [
  probe(),
  { status: 404, answer: serviceError('SecretNotFound', missing) },
  {
    path: '/deletedsecrets/n',
    status: 404,
    answer: serviceError('SecretNotFound', 'Deleted Secret not found: n'),
  },
]
const in2019: Part = {
  status: 404,
  answer: serviceError('SecretNotFound', 'Secret not found: n'),
  headers: { Date: 'Wed, 12 Jun 2019 10:00:00 GMT' },
}

describeCheck(messageTemplate, {
  kept,
  legal: {
    'texts of their time': [in2019],
    'a token that was refused': [
      { status: 401, answer: serviceError('Unauthorized', 'Error validating token: IDX10223') },
    ],
    'no inner code before they came': [
      {
        status: 403,
        answer: serviceError('Forbidden', 'Operation get is not allowed on a disabled secret.'),
        headers: { Date: 'Fri, 14 Oct 2016 10:00:00 GMT' },
      },
    ],
  },
  unknown: {
    'errors nobody has recorded': [
      { status: 400, answer: serviceError('BadParameter', 'm') },
      { status: 403, answer: serviceError('Forbidden', 'm', 'NewReason') },
    ],
    'a refusal without an inner code, since there are some': [
      { status: 403, answer: serviceError('Forbidden', 'Access denied.') },
    ],
    success: [{ answer: bundle() }],
  },
  mutations: {
    'it belongs to an inner code that is missing': edit(1, {
      status: 403,
      answer: serviceError('Forbidden', 'Operation get is not allowed on a disabled secret.'),
    }),
    'it is another': edit(1, { answer: serviceError('SecretNotFound', 'No such secret') }),
    'it is of another time': edit(1, { answer: serviceError('SecretNotFound', 'Secret not found: n') }),
    'it is of another operation': edit(1, {
      answer: serviceError('SecretNotFound', 'Deleted Secret not found: n'),
    }),
  },
})

test('the findings tell the length, not the message', () => {
  expect(
    judge(messageTemplate, edit(1, { answer: serviceError('SecretNotFound', 'No such secret') })(kept))
      .broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "a message that the service was seen to send here",
        "message": "GET /secrets/n/ was answered 404 with another message (14 characters).",
        "pointer": "/response/body/error/message",
        "received": "another message (14 characters)",
      },
    ]
  `)
  expect(
    judge(messageTemplate, edit(1, { answer: in2019.answer })(kept)).broken[0]?.received,
  ).toMatchInlineSnapshot(`"a message of another time"`)
})
