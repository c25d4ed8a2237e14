import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isResponse } from '../wire/exchange.ts'
import { EntryError } from './entry-error.ts'
import { type ReadOptions, readRecordings } from './read-recordings.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kvc-read-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const entry = (name: string): Record<string, unknown> => ({
  RequestUri: `https://x.vault.azure.net/secrets/${name}?api-version=7.6`,
  RequestMethod: 'GET',
  RequestHeaders: { Accept: 'application/json' },
  RequestBody: null,
  StatusCode: 200,
  ResponseHeaders: {},
  ResponseBody: { value: 'secret-{"[' },
})
const recording = (...names: readonly string[]): unknown => ({ Entries: names.map(entry), Variables: {} })
const trace = (...names: readonly string[]): string =>
  JSON.stringify({
    source: 's',
    format: 'test-proxy',
    exchanges: names.map((name) => ({ method: 'GET', url: `https://x/secrets/${name}`, status: 200 })),
  })

/** What there is to tell of a file: format, names asked for, statuses, and problems with their places. */
async function read(content: string | Buffer, options: ReadOptions = {}): Promise<string[]> {
  const file = join(folder, 'recording')
  writeFileSync(file, content)
  const told: string[] = []
  const tell = (problem: EntryError, place: string): void =>
    void told.push(
      `${place.replace(file, 'FILE')}: ${problem.isForeign ? 'foreign: ' : ''}${problem.message}`,
    )
  try {
    for await (const found of readRecordings(file, { onProblem: tell, ...options })) {
      const place = found.place.replace(file, 'FILE')
      told.push(`${place} ${found.format}${found.recorder === found.format ? '' : ` of ${found.recorder}`}`)
      for await (const { index, request, answer } of found.exchanges)
        told.push(
          `${index} ${/[^/]+$/.exec(request.url.split('?')[0] ?? '')?.[0]} ${isResponse(answer) ? answer.status : 'closed'}`,
        )
    }
  } catch (error) {
    if (!(error instanceof EntryError)) throw error
    tell(error, file)
  }
  expect(told.join()).not.toContain('secret-')
  return told
}

describe('files of every size are read alike', () => {
  const formats: readonly (readonly [string, string])[] = [
    ['test-proxy', JSON.stringify(recording('a', 'b'), null, 2)],
    [
      'nise-json',
      JSON.stringify({
        recordings: ['a', 'b'].map((name) => ({
          method: 'GET',
          url: `https://x/secrets/${name}`,
          query: {},
          status: 200,
          response: '',
          responseHeaders: {},
        })),
      }),
    ],
    [
      'har',
      JSON.stringify({
        log: {
          version: '1.2',
          pages: [{ entries: [1] }],
          entries: ['a', 'b'].map((name) => ({
            request: { method: 'GET', url: `https://x/secrets/${name}`, headers: [] },
            response: { status: 200, headers: [], content: {} },
          })),
        },
      }),
    ],
    [
      'vcr-yaml',
      `interactions:
- request: {body: null, headers: {}, method: GET, uri: https://x/secrets/a}
  response: {body: {string: ''}, headers: {}, status: {code: 200}}
- request:
    body: null
    method: GET
    uri: https://x/secrets/b
  response: {body: {string: ''}, headers: {}, status: {code: 200}}
version: 1
`,
    ],
    [
      'nock-js',
      `let nock = require('nock');
module.exports.hash = "0";
nock('https://x:443').get('/secrets/a').query(true).reply(200, "", []);

nock('https://x:443')
  .get('/secrets/b')
  .reply(200, "", []);
`,
    ],
  ]
  const sizes: readonly (readonly [string, (text: string) => Buffer, ReadOptions])[] = [
    ['whole', (text) => Buffer.from(text), {}],
    ['gzip', (text) => gzipSync(text), {}],
    ['exchange by exchange', (text) => Buffer.from(text), { wholeLimit: 20 }],
    ['exchange by exchange, gzip', (text) => gzipSync(text), { wholeLimit: 20 }],
    ['with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`), {}],
    ['with CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n')), {}],
    [
      'with CRLF, exchange by exchange',
      (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
      { wholeLimit: 20 },
    ],
  ]
  test.each(formats.flatMap(([format, text]) => sizes.map((size) => [format, ...size, text] as const)))(
    '%s, %s',
    async (format, _, encode, options, text) => {
      expect(await read(encode(text), options)).toEqual([`FILE ${format}`, '0 a 200', '1 b 200'])
    },
  )
})

describe('JSON Lines', () => {
  test('a recording a line, each with its place; empty lines and CRLF do no harm', async () => {
    expect(await read(`${trace('a')}\r\n\n${trace('b', 'c')}`)).toEqual([
      'FILE:1 neutral-trace of test-proxy',
      '0 a 200',
      'FILE:3 neutral-trace of test-proxy',
      '0 b 200',
      '1 c 200',
    ])
  })

  test('long lines are read exchange by exchange, short ones between them whole', async () => {
    const long = trace(...Array.from({ length: 40 }, (_, index) => `n${index}`))
    const told = await read(`${trace('a')}\n${long}\n${trace('b')}\n`, { wholeLimit: 300 })
    expect(told).toHaveLength(3 + 42)
    expect(told.slice(-2)).toEqual(['FILE:3 neutral-trace of test-proxy', '0 b 200'])
  })

  test('one line alone', async () => {
    const lines = ['a', 'b', 'c'].map((name) => trace(name)).join('\n')
    expect(await read(lines, { line: 2 })).toEqual(['FILE:2 neutral-trace of test-proxy', '0 b 200'])
    expect(await read(lines, { line: 4 })).toEqual([])
  })

  test('a line that cannot be read is told, the others are read', async () => {
    expect(
      await read(`${trace('a')}\n${trace('b').slice(0, 60)}\n{"a":1}\n${trace('c')}`),
    ).toMatchInlineSnapshot(`
      [
        "FILE:1 neutral-trace of test-proxy",
        "0 a 200",
        "FILE:2: it is no whole JSON: it breaks off in line 1, column 61",
        "FILE:3: foreign: no recording format has these top-level members: a",
        "FILE:4 neutral-trace of test-proxy",
        "0 c 200",
      ]
    `)
  })
})

describe('bad input: what and where, never the text', () => {
  const whole = JSON.stringify(recording('a', 'b'), null, 1)
  const cases: readonly (readonly [name: string, content: string | Buffer, options?: ReadOptions])[] = [
    ['an empty file', ''],
    ['a recording that breaks off', whole.slice(0, -80)],
    ['a large recording that breaks off', whole.slice(0, -80), { wholeLimit: 20 }],
    ['gzip that breaks off', gzipSync(whole).subarray(0, 60)],
    ['UTF-16', Buffer.from(`\uFEFF${whole}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(whole, 'utf16le')],
    ['Latin-1', Buffer.from(whole.replace('secret-', 'sécret-'), 'latin1')],
    ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])],
    ['another JSON document', '{"name":"x"}'],
    [
      'another large JSON document',
      JSON.stringify({ data: [1, 2, 3], more: 'x'.repeat(200) }),
      { wholeLimit: 20 },
    ],
    ['JSON that breaks off and is none of ours', '{"name": "x", '],
    ['prose', 'Dear reader,\n\nthis is no recording.\n'],
    ['a test that uses nock', "import nock from 'nock'\nnock(url).get('/').reply(200)\n"],
    ['a nock recording that breaks off', "module.exports.hash = '0'\nnock('https://x').get('/'"],
    ['a key twice', whole.replace('"StatusCode": 200', '"StatusCode": 200,\n   "StatusCode" : 404')],
    [
      'a key twice, large',
      whole.replace('"StatusCode": 200', '"StatusCode": 200,\n   "StatusCode" : 404'),
      { wholeLimit: 20 },
    ],
    [
      'an entry that is none',
      JSON.stringify({ Entries: [entry('a'), { RequestMethod: 'GET' }, entry('b')] }),
    ],
    ['JSON nested deeply', `{"Entries":[${'['.repeat(5000)}${']'.repeat(5000)}]}`],
    ['JSON nested deeply, large', `{"Entries":[${'['.repeat(5000)}${']'.repeat(5000)}]}`, { wholeLimit: 20 }],
    ['something behind the JSON, large', `${whole} {}`, { wholeLimit: 20 }],
    ['a key twice in YAML', 'interactions:\n- request: {method: GET, method: PUT}\n'],
    ['aliases that blow up', bomb()],
    ['YAML nested deeply', `interactions: ${'['.repeat(20_000)}`],
    ['large text of no form', 'x'.repeat(200), { textLimit: 100 }],
  ]
  test.each(cases.map(([name, content, options = {}]) => ({ name, content, options })))(
    '$name',
    async ({ content, options }) => {
      const problems = await read(content, options)
      // Where the stack ends differs from Node to Node.
      expect(
        problems.map((problem) => problem.replace(/(RESOURCE_EXHAUSTION .*column) \d+/, '$1 …')),
      ).toMatchSnapshot()
    },
  )

  function bomb(): string {
    const level = (name: string, before: string): string =>
      `${name}: &${name} [${`*${before},`.repeat(9)}*${before}]\n`
    return `interactions: []\na: &a [x,x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}`
  }
})

test('recordings with nothing in them are recordings', async () => {
  expect(await read('{"networkCallRecords":[],"variables":[]}')).toEqual(['FILE java-networkcallrecords'])
  expect(await read("let nock = require('nock');\nmodule.exports.hash = '0';\n")).toEqual(['FILE nock-js'])
})

test('no code of a recording is run', async () => {
  const program = `module.exports.hash = (globalThis.ran = true, '0')
nock('https://x').get('/secrets/a').reply(200, (() => { globalThis.ran = true })(), [])`
  await read(program)
  await read(`interactions:\n- !!python/object/apply:os.system ['touch ${folder}/ran']\n`)
  expect('ran' in globalThis).toBe(false)
})
