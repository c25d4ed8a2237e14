import { expect, test } from 'vitest'
import { one, type RefusalRow, testRefusals } from './test-refusals.ts'
import { createTestVault, send } from './test-support.ts'

const body = { value: 'w' }
const fifteenTags = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`t${index}`, 'x']))

testRefusals([
  ...['PUT /secrets/', 'PUT /secrets', 'POST /secrets/s', 'HEAD /secrets/s', 'DELETE /secrets/s/backup'].map(
    (request): RefusalRow => ({
      when: 'the path has no such method',
      request,
      options: { body },
      expect: [405, 'MethodNotAllowed'],
      message: `HTTP ${request.split(' ')[0]} not allowed`,
    }),
  ),
  ...['GET /', 'GET /keys/k', 'GET /secretsx'].map(
    (request): RefusalRow => ({
      when: 'the path means nothing',
      request,
      expect: [404, 'NotFound'],
      message: 'Not found.',
    }),
  ),
  ...['a_b', 'a.b', 'a%2Fb', 'a%20b', 'x'.repeat(128), '%E4%B8%AD', '%'].flatMap((name) =>
    ['PUT', 'GET', 'DELETE'].map(
      (method): RefusalRow => ({
        when: 'the name breaks the pattern',
        request: `${method} /secrets/${name}`,
        options: { body },
        expect: [400, 'BadParameter'],
        message: `The request URI contains an invalid name: ${name === '%' ? '%' : decodeURIComponent(name)}`,
      }),
    ),
  ),
  {
    when: 'the api-version is unknown',
    request: 'GET /secrets/s',
    options: { apiVersion: '9.9' },
    behaviour: one,
    expect: [400, 'BadParameter'],
    message:
      'The specified version (9.9) is not recognized. Consider using the latest supported version (2026-04-01).',
  },
  {
    when: 'the vault is older than the api-version',
    request: 'GET /secrets/s',
    behaviour: { ...one, apiVersions: ['2016-10-01', '7.0'] },
    expect: [400, 'BadParameter'],
    message:
      'The specified version (2025-07-01) is not recognized. Consider using the latest supported version (7.0).',
  },
  {
    when: 'the api-version is missing',
    request: 'GET /secrets/s',
    options: { apiVersion: null },
    behaviour: one,
    expect: [400, 'BadParameter'],
    message:
      'The specified version () is not recognized. Consider using the latest supported version (2026-04-01).',
  },
  ...[
    '',
    '{',
    '[]',
    '"v"',
    'null',
    '{}',
    '{"value":1}',
    '{"value":"v","tags":[]}',
    '{"value":"v","tags":{"a":1}}',
    `{"value":"v","tags":{"a":"${'x'.repeat(513)}"}}`,
    '{"value":"v","contentType":7}',
    `{"value":"v","contentType":"${'x'.repeat(256)}"}`,
    '{"value":"v","attributes":[]}',
    '{"value":"v","attributes":{"enabled":"yes"}}',
    '{"value":"v","attributes":{"exp":1.5}}',
    '{"value":"v","attributes":{"nbf":"2030-01-01"}}',
    JSON.stringify({ value: 'v', tags: { ...fifteenTags, one: 'more' } }),
  ].map(
    (raw): RefusalRow => ({
      when: `the body is ${raw.slice(0, 40)}`,
      request: 'PUT /secrets/s',
      options: { raw },
      expect: [400, 'BadParameter'],
      message: 'Property has invalid value\r\n',
    }),
  ),
  {
    when: 'the value is too long',
    request: 'PUT /secrets/s',
    options: { body: { value: 'x'.repeat(25_601) } },
    expect: [400, 'BadParameter', 'SecretTooLarge'],
    message: 'Secret is beyond the maximum permitted length of 25600 characters.',
  },
  ...['0', '26', '-1', 'x', '', '1.5'].map(
    (size): RefusalRow => ({
      when: `maxresults is "${size}"`,
      request: `GET /secrets?maxresults=${size}`,
      expect: [400, 'BadParameter'],
      message: 'Property has invalid value\r\n',
    }),
  ),
  {
    when: 'the skiptoken is none',
    request: 'GET /secrets?$skiptoken=abc',
    expect: [400, 'BadParameter'],
    message: 'Property has invalid value\r\n',
  },
  {
    when: 'a plain secret is asked for in another format',
    request: 'GET /secrets/s?outContentType=application%2Fx-pem-file',
    behaviour: one,
    expect: [400, 'BadParameter'],
    message: `The 'Unsupported' to 'PEM' transformation is not supported. Only PFX to PEM transformation is supported.`,
  },
  {
    when: 'the blob is no backup',
    request: 'POST /secrets/restore',
    options: { body: { value: 'bm9uLWV4aXN0aW5n' } },
    expect: [400, 'Malformed backup blob'],
    message: 'Backup blob is corrupt.',
  },
  {
    when: 'the blob is a run of zeros',
    request: 'POST /secrets/restore',
    options: { body: { value: 'A'.repeat(400) } },
    expect: [400, 'Malformed backup blob'],
    message: 'Backup blob contains invalid or corrupt version.',
  },
])

test('what just fits the limits is stored', async () => {
  const vault = createTestVault()
  const name = 'x'.repeat(127)
  const fits = { value: 'v'.repeat(25_600), contentType: 'c'.repeat(255), tags: fifteenTags }
  expect((await send(vault, `PUT /secrets/${name}`, { body: fits })).status).toBe(200)
  expect((await send(vault, `GET /secrets/${name}`)).json).toMatchObject(fits)
  expect((await send(vault, 'PUT /secrets/-1', { body: { value: '' } })).json['value']).toBe('')
})
