import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validateDocument } from '../../contract/validate-document.ts'
import { toClientError } from './to-client-error.ts'

const named = (name: string, message: string, members: object = {}): Error =>
  Object.assign(new Error(message), { name, ...members })

// Names, codes and messages as the packages throw them: facts of 4.0.0 to 4.12.0 and @azure/identity 4.
test.each([
  [named('RestError', 'no', { statusCode: 404, code: 'SecretNotFound' }), 'service'],
  [named('RestError', '', { statusCode: 500 }), 'service'],
  [named('RestError', 'Error "…" occurred in parsing', { code: 'PARSE_ERROR', statusCode: 400 }), 'parse'],
  [named('RestError', "Couldn't paginate response\n Body doesn't contain an array"), 'parse'],
  [named('RestError', 'getaddrinfo ENOTFOUND', { code: 'ENOTFOUND' }), 'transport'],
  [named('RestError', 'request to … failed', { code: 'REQUEST_SEND_ERROR' }), 'transport'],
  [named('RestError', 'unable to verify', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }), 'transport'],
  [named('Error', 'read ECONNRESET', { code: 'ECONNRESET' }), 'transport'],
  [named('AbortError', 'The operation was aborted.'), 'timeout'],
  [
    named('AuthenticationError', 'invalid_client', {
      statusCode: 401,
      errorResponse: { error: 'invalid_client' },
    }),
    'authentication',
  ],
  [named('CredentialUnavailableError', 'no'), 'authentication'],
  [named('AggregateAuthenticationError', 'no'), 'authentication'],
  [new Error("The challenge resource 'x' does not match the requested domain."), 'authentication'],
  [new Error("The challenge contains invalid scope 'x'."), 'authentication'],
  [new Error("The challenge authorization URI 'x' is invalid."), 'authentication'],
  [new Error('Cannot connect to http://v/ while allowInsecureConnection is false.'), 'usage'],
  [new TypeError("Cannot read properties of undefined (reading 'error')"), 'internal'],
  [named('PollerStoppedError', 'stopped'), 'internal'],
  ['a string', 'internal'],
  [undefined, 'internal'],
])('%s', (error, category) => {
  expect(toClientError(error).category).toBe(category)
})

test('codes and ids are found where a release puts them', () => {
  const innererror = { code: 'SecretDisabled' }
  const headers = new Map([['x-ms-request-id', 'r-1']])
  const shapes = [
    { details: { error: { code: 'Forbidden', innererror } } },
    { details: { error: { code: 'Forbidden', innerError: innererror } } },
    {
      details: {},
      response: { headers, bodyAsText: JSON.stringify({ error: { code: 'Forbidden', innererror } }) },
    },
  ]
  for (const shape of shapes)
    expect(
      toClientError(
        named('RestError', 'no', { statusCode: 403, code: 'Forbidden', response: { headers }, ...shape }),
      ),
    ).toEqual({
      category: 'service',
      type: 'RestError',
      status: 403,
      code: 'Forbidden',
      innerCode: 'SecretDisabled',
      message: 'no',
      requestId: 'r-1',
    })
})

test('whatever is thrown, the outcome keeps the protocol', () => {
  const odd = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true })
  fc.assert(
    fc.property(
      odd,
      fc.dictionary(fc.constantFrom('name', 'code', 'statusCode', 'details', 'response', 'message'), odd),
      (thrown, members) => {
        for (const value of [thrown, members, Object.assign(new Error('m'), members)]) {
          const result = { outcome: 'error', error: JSON.parse(JSON.stringify(toClientError(value))) }
          expect(validateDocument('driver/answer', { method: 'call', call: 'getSecret', result })).toEqual([])
        }
      },
    ),
  )
})
