import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { validateDocument } from '../contract/validate-document.ts'
import { formatPlayAs } from './format-play.ts'
import type { PlayVerdict } from './format-play-verdict.ts'

const schema = readFileSync(fileURLToPath(new URL('../report/junit.test.xsd', import.meta.url)), 'utf8')
const options = { colour: false, now: new Date('2030-01-02T03:04:05.678Z') }

const verdict: PlayVerdict = {
  report: {
    requests: 3,
    used: 2,
    unused: 1,
    repeated: 0,
    recordings: [
      { recording: 'a.json', exchanges: 3, plays: 1, used: 2, unused: 1 },
      { recording: 'b.json', exchanges: 1, plays: 1, used: 1, unused: 0 },
    ],
    findings: [
      {
        kind: 'unused',
        level: 'fail',
        recording: 'a.json',
        exchange: 2,
        request: 'DeleteSecret mine',
        field: 'exchange',
        expected: 'asked for, as recorded (answer 200)',
        received: 'never asked for',
      },
      {
        kind: 'request',
        level: 'warn',
        recording: 'b.json',
        request: 'GET /secrets/mine',
        field: 'order',
        expected: '<first> & "last"',
        received: 'later',
      },
    ],
    moreFindings: 0,
    misses: [
      {
        reason: 'nothing fits',
        request: 'GET /secrets/other',
        host: 'contoso.vault.azure.net',
        count: 2,
        nearest: [
          {
            recording: 'a.json',
            exchange: 1,
            request: 'GetSecret mine',
            status: 200,
            fields: [{ field: 'name', fits: false, expected: 'mine', received: 'other' }],
          },
        ],
        used: 2,
        left: 1,
        suggestions: ['Record it.'],
      },
    ],
    moreMisses: 0,
  },
  end: { code: 0 },
  requirements: [
    {
      requirement: 'request/user-agent',
      level: 'should',
      count: 3,
      message: 'GET came without a user agent.',
    },
    {
      requirement: 'request/body-schema',
      level: 'must',
      count: 2,
      message: 'PUT has a body of its own kind.',
    },
  ],
}

test('JSON is what the schema says', () => {
  const report: unknown = JSON.parse(formatPlayAs('json', verdict, options))
  expect(validateDocument('play-report', report)).toEqual([])
  expect(report).toMatchObject({
    program: { code: 0 },
    requests: 3,
    requirements: [{ count: 3 }, { count: 2 }],
  })
  expect(validateDocument('play-report', { ...verdict.report, program: {} })).not.toEqual([])
})

test('JUnit: a case for each recording, one for misses, one for the program; valid', async () => {
  const xml = formatPlayAs('junit', verdict, options)
  expect((await validateXML({ xml, schema })).errors).toEqual([])
  const cases = [...xml.matchAll(/<testcase classname="play" name="([^"]*)" time="0.000"(\/?)>/g)]
  expect(cases.map(([, name, passed]) => `${name}: ${passed === '/' ? 'passed' : 'failed'}`)).toEqual([
    'a.json: failed',
    'b.json: passed',
    'requests that nothing answered: failed',
    'program: passed',
  ])
  const idle = { ...verdict, report: { ...verdict.report, requests: 0, misses: [], findings: [] } }
  const text = formatPlayAs('junit', idle, options)
  expect(text).toContain('errors="1"')
  expect((await validateXML({ xml: text, schema })).errors).toEqual([])
})

test('GitHub: errors for what fails, notices for what is told', () => {
  expect(formatPlayAs('github', verdict, options)).toMatchInlineSnapshot(`
    "::error title=GET /secrets/other is answered by nothing::  ✗ GET /secrets/other on contoso.vault.azure.net: nothing fits (2 times). The connection was closed.%0A    nearest a.json #1 GetSecret mine → 200%0A            name ✗%0A              name: expected mine, received other%0A    Used by this client: 2 exchanges; left in what it plays: 1.%0A    (1) Record it.
    ::error title=a.json DeleteSecret mine exchange::  ✗ a.json #2 DeleteSecret mine%0A    exchange%0A      expected  asked for, as recorded (answer 200)%0A      received  never asked for
    ::notice title=b.json GET /secrets/mine order::  ! b.json GET /secrets/mine%0A    order%0A      expected  <first> & "last"%0A      received  later
    ::notice title=The contract%3A request/body-schema::PUT has a body of its own kind.
    "
  `)
  const ended = {
    ...verdict,
    report: { ...verdict.report, misses: [], findings: [] },
    end: { signal: 'SIGTERM' },
  }
  expect(formatPlayAs('github', ended, options)).toContain('::error title=play could not judge::')
})

test('the list tells what the contract says, too', () => {
  expect(formatPlayAs('list', verdict, options)).toContain(
    '! the contract: request/body-schema (must), 2 times. PUT has a body of its own kind.',
  )
})

test('a program that was challenged and did not sign in is told what may have kept it', () => {
  const { report } = verdict
  const unplayed = { ...report, requests: 1, used: 0, repeated: 1, misses: [], findings: [] }
  const text = formatPlayAs(
    'list',
    { ...verdict, report: unplayed, end: { code: 1 }, requirements: [] },
    options,
  )

  expect(
    text,
  ).toBe(`keyvault-contract: The program exited with code 1; it was challenged and never came back with a token. Challenges name the tenant in AZURE_TENANT_ID: clients with another one do not sign in to it.
  1 request; 0 exchanges used, 1 unused, 1 answer repeated; 2 of 2 recordings played.
`)
})
