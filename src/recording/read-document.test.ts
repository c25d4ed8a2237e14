import { describe, expect, test } from 'vitest'
import { textOf } from '../wire/body.ts'
import { isResponse } from '../wire/exchange.ts'
import { read, summary } from './read-document-test-support.ts'

const json = (value: unknown): string => JSON.stringify(value)

describe('test-proxy', () => {
  const entry = {
    RequestUri: 'https://x.vault.azure.net/secrets/a?api-version=7.6',
    RequestMethod: 'PUT',
    RequestHeaders: {
      ':path': '/secrets/a',
      'User-Agent': ['azsdk-net-x/1', '(.NET)'],
      Authorization: 'Sanitized',
    },
    RequestBody: { value: 'v' },
    StatusCode: 200,
    ResponseHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    ResponseBody: { value: 'v' },
  }

  test('parsed bodies become compact JSON, pseudo headers go, product tokens are joined, other lists are repeats', () => {
    const [exchange] = read(json({ Entries: [entry], Variables: {} }))
    expect(exchange && summary(exchange)).toEqual([
      'PUT https://x.vault.azure.net/secrets/a?api-version=7.6 {"value":"v"}',
      '200 {"value":"v"}',
      'time',
    ])
    expect(exchange?.request.headers).toEqual([
      ['User-Agent', 'azsdk-net-x/1 (.NET)'],
      ['Authorization', 'Sanitized'],
    ])
    expect(exchange?.answer).toMatchObject({
      headers: [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
    })
  })

  test.each([
    ['null', null, ''],
    ['[] of .NET 2019', [], ''],
    ['lines of text', ['<!DOCTYPE html>\r\n', '<p>'], '<!DOCTYPE html>\r\n<p>'],
    ['text', 'OK', 'OK'],
    ['JSON inside a string', '{"a":1}', '{"a":1}'],
    ['a list', [1, 2], '[1,2]'],
  ])('a body of %s', (_, ResponseBody, wanted) => {
    const [exchange] = read(json({ Entries: [{ ...entry, ResponseBody }], Variables: {} }))
    expect(exchange && isResponse(exchange.answer) && textOf(exchange.answer.body)).toBe(wanted)
  })

  test('Python removes Authorization: whether it was there is unknown', () => {
    const python = {
      ...entry,
      RequestHeaders: { 'User-Agent': 'azsdk-python-keyvault-secrets/4.4.0 Python/3.9' },
    }
    expect([...(read(json({ Entries: [python], Variables: {} }))[0]?.unknown ?? [])]).toContain(
      'request.authorization',
    )
  })

  test('a byte order mark and CRLF are no hindrance', () => {
    const text = `\uFEFF${JSON.stringify({ Entries: [entry], Variables: {} }, null, 2).replaceAll('\n', '\r\n')}`
    expect(read(text)).toHaveLength(1)
  })
})

test('.NET HttpMockServer: the vault stands among the variables, doubled slashes stay', () => {
  const recording = {
    Entries: [
      {
        RequestUri: '//secrets/a?api-version=2016-10-01',
        EncodedRequestUri: 'Ly9zZWNyZXRz',
        RequestMethod: 'GET',
        RequestHeaders: { 'User-Agent': ['A/1', 'B/2'] },
        RequestBody: '',
        StatusCode: 200,
        ResponseHeaders: { 'Content-Type': ['application/json; charset=utf-8'] },
        ResponseBody: '{\r\n  "value": "v"\r\n}',
      },
    ],
    Names: {},
    Variables: { VaultAddress: 'https://x.vault.azure.net/' },
  }
  expect(read(json(recording)).map(summary)).toEqual([
    [
      'GET https://x.vault.azure.net//secrets/a?api-version=2016-10-01',
      '200 {\r\n  "value": "v"\r\n}',
      'time request.authorization',
    ],
  ])
})

test('Nise: the query is put together again, status 0 is a connection without an answer, headers were not kept', () => {
  const entry = {
    method: 'GET',
    url: 'https://x.vault.azure.net/secrets',
    query: { 'api-version': '7.1', $skiptoken: 'a=b' },
    requestBody: null,
    status: 200,
    response: '{"value":[],"nextLink":null}',
    responseHeaders: { status: '200', pragma: 'no-cache' },
  }
  const [answered, aborted] = read(
    json({ recordings: [entry, { ...entry, status: 0, responseHeaders: {} }] }),
  )
  expect(answered && summary(answered)).toEqual([
    'GET https://x.vault.azure.net/secrets?api-version=7.1&$skiptoken=a%3Db',
    '200 {"value":[],"nextLink":null}',
    'time request.headers',
  ])
  expect(answered?.answer).toMatchObject({ headers: [['pragma', 'no-cache']] })
  expect(aborted?.answer).toEqual({ closed: true })
})

test('Java: the injected Retry-After goes, bodies of requests were not kept, an exception is no answer', () => {
  const record = {
    Method: 'PUT',
    Uri: 'https://REDACTED.vault.azure.net/secrets/a?api-version=7.1',
    Headers: { 'User-Agent': 'x' },
    Response: { StatusCode: '200', Body: '{"value":"v"}', 'retry-after': '0', Pragma: 'no-cache' },
    Exception: null,
  }
  const failed = {
    ...record,
    Response: null,
    Exception: { ClassName: 'java.io.IOException', ErrorMessage: 'timed out' },
  }
  const [answered, unanswered] = read(json({ networkCallRecords: [record, failed], variables: [] }))
  expect(answered && summary(answered)).toEqual([
    'PUT https://REDACTED.vault.azure.net/secrets/a?api-version=7.1',
    '200 {"value":"v"}',
    'time request.headers request.body',
  ])
  expect(answered?.answer).toMatchObject({ headers: [['Pragma', 'no-cache']] })
  expect(unanswered?.answer).toEqual({ closed: true })
})

test('C++: status, body and reason stand among the headers', () => {
  const record = {
    Headers: { 'user-agent': 'x' },
    Method: 'GET',
    Response: { BODY: '{}', STATUS_CODE: '404', REASON_PHRASE: 'Not Found', pragma: 'no-cache' },
    Url: 'https://REDACTED.vault.azure.net/secrets/a?api-version=7.2',
  }
  const [exchange] = read(json({ networkCallRecords: [record] }))
  expect(exchange?.answer).toMatchObject({ status: 404, headers: [['pragma', 'no-cache']] })
})

test('HAR: texts, base64, bodies that were not kept', () => {
  const entry = {
    request: {
      method: 'GET',
      url: 'https://x.vault.azure.net/secrets',
      headers: [{ name: 'Accept', value: '*/*' }],
    },
    response: { status: 200, headers: [], content: { size: 2, text: 'e30=', encoding: 'base64' } },
  }
  const lost = { ...entry, response: { status: 200, headers: [], content: { size: 2 } } }
  expect(read(json({ log: { version: '1.2', entries: [entry, lost] } })).map(summary)).toEqual([
    ['GET https://x.vault.azure.net/secrets', '200 {}', 'time request.authorization'],
    ['GET https://x.vault.azure.net/secrets', '200 ', 'time request.authorization response.body'],
  ])
})

test('neutral traces: what was lost depends on the recorder of the original', () => {
  const exchange = {
    method: 'GET',
    url: '/secrets?api-version=2016-10-01',
    reqHeaders: [['Accept', '*/*']],
    reqBody: null,
    status: 200,
    resHeaders: [['retry-after', '0']],
    resBody: {},
  }
  const [java] = read(json({ format: 'java-networkcallrecords', exchanges: [exchange] }))
  expect(java && summary(java)).toEqual([
    'GET https://unknown.vault.azure.net/secrets?api-version=2016-10-01',
    '200 {}',
    'time request.headers request.host request.body',
  ])
  expect(java?.answer).toMatchObject({ headers: [] })
  expect(
    read(
      json({ format: 'nock-js', exchanges: [{ ...exchange, url: 'https://x/secrets', reqHeaders: null }] }),
    )[0]?.unknown,
  ).toContain('request.query')
})

test.each([
  ['an empty file', ' \n'],
  ['JSON that breaks off', '{"Entries": [{"RequestUri": "https://secret-'],
  ['another JSON document', '{"name":"x","version":"1"}'],
  ['a list', '[1]'],
  ['prose', 'Dear reader,'],
  ['entries that are no list', '{"Entries":{}}'],
  ['an entry that is none', '{"Entries":[{"RequestMethod":"GET","RequestUri":"https://x/"}]}'],
  ['JavaScript that breaks off', "nock('https://x').get('/'"],
])('%s: the message tells what and where, never the text', (_, text) => {
  let message = ''
  try {
    read(text)
  } catch (error) {
    message = String(error)
  }
  expect(message).toMatchSnapshot()
  expect(message).not.toContain('secret-')
})
