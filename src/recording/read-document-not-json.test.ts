import { describe, expect, test } from 'vitest'
import { read, summary } from './read-document-test-support.ts'

describe('vcrpy', () => {
  const cassette = `interactions:
- request:
    body: '{"value": "v"}'
    headers: {Content-Length: [14], User-Agent: [x]}
    method: PUT
    uri: https://x.vault.azure.net/secrets/a?api-version=7.0
  response:
    body: {string: '{"value":"v"}'}
    headers: {pragma: [no-cache], date: 'now'}
    status: {code: 200, message: OK}
    url: !!python/object/new:yarl.URL
      state: !!python/tuple
      - !!python/object/new:urllib.parse.SplitResult [https, x, /, '', '']
version: 1
`
  test('lists and plain values are headers, Python objects are passed over, never made', () => {
    const [exchange] = read(cassette)
    expect(exchange && summary(exchange)).toEqual([
      'PUT https://x.vault.azure.net/secrets/a?api-version=7.0 {"value": "v"}',
      '200 {"value":"v"}',
      'time request.authorization',
    ])
    expect(exchange?.request.headers[0]).toEqual(['Content-Length', '14'])
    expect(exchange?.answer).toMatchObject({
      headers: [
        ['pragma', 'no-cache'],
        ['date', 'now'],
      ],
    })
  })

  test('a bomb of aliases is refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\ninteractions: [*c,*c,*c,*c,*c,*c,*c,*c]\n`
    expect(() => read(bomb)).toThrowErrorMatchingInlineSnapshot(
      `[EntryError: it is no YAML that can be read: its aliases blow up]`,
    )
  })
})

describe('nock', () => {
  test('chains of literals are read in the order of the file, a query that was not kept is unknown', () => {
    const program = `let nock = require('nock');
module.exports.hash = "0";
nock('https://x.vault.azure.net:443', {"encodedQueryParams":true})
  .put('/secrets/a', {"value":"v","n":-1})
  .query(true)
  .reply(200, {"value":"v"}, ['Pragma', 'no-cache', 'Set-Cookie', 'a', 'Set-Cookie', 'b']);
nock('https://x.vault.azure.net:443').get('/secrets/a').query(true).reply(401, "", []);`
    const exchanges = read(program)
    expect(exchanges.map(summary)).toEqual([
      [
        'PUT https://x.vault.azure.net:443/secrets/a {"value":"v","n":-1}',
        '200 {"value":"v"}',
        'time request.query request.headers',
      ],
      ['GET https://x.vault.azure.net:443/secrets/a', '401 ', 'time request.query request.headers'],
    ])
    expect(exchanges[0]?.answer).toMatchObject({
      headers: [
        ['Pragma', 'no-cache'],
        ['Set-Cookie', 'a'],
        ['Set-Cookie', 'b'],
      ],
    })
  })

  test('old suites: the http double goes, the filtered body is unknown', () => {
    const one = (base: string): string => `function (nock) { var result = nock('${base}')
  .filteringRequestBody(function (path) { return '*';})
  .put('/secrets/a?api-version=2015-06-01', '*')
  .reply(401, "", { pragma: 'no-cache' }); return result; }`
    const suite = `exports.scopes = [[],[${one('http://x.vault.azure.net:443')},\n${one('https://x.vault.azure.net:443')}]];`
    expect(read(suite).map(summary)).toEqual([
      [
        'PUT https://x.vault.azure.net:443/secrets/a?api-version=2015-06-01',
        '401 ',
        'time request.headers request.body',
      ],
    ])
  })

  test('nothing is run', () => {
    const program = `nock('https://x.vault.azure.net').get('/').reply(200, (function () { globalThis.ran = true })(), []); throw new Error('ran')`
    expect(read(program)[0]?.unknown).toContain('response.body')
    expect('ran' in globalThis).toBe(false)
  })
})
