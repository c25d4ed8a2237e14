import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CheckedRecording, ReportedFinding } from '../contract/generated/types/check-report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import type { CheckSums } from '../suite/check-sums.ts'
import type { CheckReporter } from './check-reporter.ts'
import { openCheckReporters } from './check-reporters.ts'
import { shownExchange } from './report-test-support.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const finding: ReportedFinding = {
  requirement: 'response/request-id',
  level: 'must',
  subject: 'service',
  exchange: 3,
  request: 'GET https://x.vault.azure.net/secrets/n?api-version=7.6',
  status: 200,
  pointer: '/response/headers/x-ms-request-id',
  expected: 'a GUID of its own',
  received: 'absent',
  message: 'GET /secrets/n was answered 200 without a GUID in x-ms-request-id.',
  wire: [shownExchange],
}
const recording: CheckedRecording = {
  file: 'a.json',
  format: 'test-proxy',
  status: 'failed',
  exchanges: 4,
  judgedExchanges: 3,
  verdicts: 40,
  findings: [finding],
  rerun: 'npx keyvault-contract check a.json',
}
const sums: CheckSums = {
  contract: { version: '0.1.0', hash: '0123456789abcdef' },
  subjects: ['service', 'client'],
  requirements: [{ id: 'response/request-id', kept: 3, broken: 1 }],
  recorderFaults: [
    {
      id: 'ids-dropped',
      explanation: 'request ids dropped: somewhere.',
      count: 5,
      recordings: 2,
      requirements: { 'response/request-id': 5 },
    },
  ],
  problems: [{ file: 'b.json', message: 'the file is empty' }],
  summary: {
    files: 2,
    passedOver: 1,
    recordings: 2,
    passed: 1,
    failed: 1,
    known: 0,
    empty: 0,
    errors: 0,
    problems: 1,
    exchanges: 8,
    judgedExchanges: 6,
    verdicts: 80,
    findings: 1,
    recorderFaults: 5,
    requirements: 1,
    durationMs: 1234,
  },
}

/** A stdout that cannot keep up. */
function slowStdout(): {
  readonly text: () => string
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'once'>
} {
  let text = ''
  const stdout = {
    write: (part: string) => {
      text += part
      return false
    },
    once: (_: string, listener: () => void) => setImmediate(listener),
  } as unknown as Pick<NodeJS.WriteStream, 'write' | 'once'>
  return { text: () => text, stdout }
}

async function report(
  reporter: CheckReporter,
  results: readonly CheckedRecording[],
  end: CheckSums,
): Promise<void> {
  for (const result of results) await reporter.onRecording(result)
  await reporter.end(end)
}

test('list: service and client apart, then recorders, problems and sums', async () => {
  const { stdout, text } = slowStdout()
  await report(
    openCheckReporters([], { stdout, colour: false }),
    [recording, { ...recording, findings: [] }],
    sums,
  )
  expect(text()).toMatchInlineSnapshot(`
    "✗ Service 1 finding

      ✗ response/request-id (must): 1 finding in 1 recording
        Every answer carries an \`x-ms-request-id\` of its own, a GUID.
        a.json #3 GET https://x.vault.azure.net/secrets/n?api-version=7.6 → 200
          at /response/headers/x-ms-request-id
          expected          │ received
          a GUID of its own │ absent
          GET /secrets/n was answered 200 without a GUID in x-ms-request-id.
          #3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
             > Authorization: Bearer redacted-token-1
             > Content-Type: application/json
             >
             > {"value":"redacted-value-1"}
             < 200
             < Content-Type: application/json
             <
             < {"id":"https://vault-1.vault.azure.net/secrets/secret-5000"… (321 characters more)
             (not shown, for the contract does not know it: request.header x-custom)
          run it again: npx keyvault-contract check a.json

    ✓ Client no findings

    Recorders' and editors' doing, no findings (5)
      5 × in 2 recordings: request ids dropped: somewhere.

    Could not be read (1)
      b.json: the file is empty

    2 recordings in 2 files, 1 that hold none passed over: 1 passed, 1 failed in 1.2 s
    receipt: 8 exchanges, 6 with a vault; 80 verdicts over 1 requirements (service, client)
             contract 0.1.0 0123456789ab
    "
  `)
})

test('list: of many findings the first three; known and stale ones apart; a run that judged nothing says so', async () => {
  const { stdout, text } = slowStdout()
  const many = { ...recording, findings: Array.from({ length: 100 }, () => finding), omitted: 23 }
  const known = {
    ...finding,
    requirement: 'request/user-agent',
    subject: 'client' as const,
    known: 'it never did',
  }
  await report(
    openCheckReporters([], { stdout, colour: false }),
    [many, { ...recording, findings: [known] }],
    {
      ...sums,
      requirements: [
        { id: 'response/request-id', kept: 0, broken: 123 },
        { id: 'request/user-agent', kept: 0, broken: 1 },
      ],
      recorderFaults: [],
      problems: [],
      staleKnownFailures: ['request/accept-json (it never did)'],
      summary: { ...sums.summary, problems: 0, verdicts: 0 },
    },
  )
  expect(text().match(/a GUID of its own/g)).toHaveLength(3)
  expect(text()).toContain('123 findings in 1 recording')
  expect(text()).toContain('and 120 more: --reporter json lists them')
  expect(text()).toContain('✓ Client no findings\n  known request/user-agent: 1 finding')
  expect(text()).toContain('take these entries out\n  request/accept-json (it never did)')
  expect(text()).toContain('Nothing was judged: there is no exchange with a vault.')
})

test.each([[[]], [[recording]], [[recording, recording]]])(
  'json: a valid report in a file that appears whole',
  async (results) => {
    const file = join(folder, `sub/${results.length}.json`)
    const { stdout, text } = slowStdout()
    const reporter = openCheckReporters(['list', `json=${file}`], { stdout, colour: true })
    for (const result of results) await reporter.onRecording(result)
    expect(existsSync(file)).toBe(false)
    await reporter.end(sums)
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
    expect(validateDocument('check-report', written)).toEqual([])
    expect(written).toEqual({ ...sums, recordings: results })
    expect(text()).toContain('receipt: 8 exchanges')
  },
)

test('json: what never ended leaves nothing behind', async () => {
  const file = join(folder, 'never/report.json')
  const reporter = openCheckReporters([`json=${file}`], { stdout: slowStdout().stdout, colour: false })
  await reporter.onRecording(recording)
  reporter.abandon()
  expect(readdirSync(join(folder, 'never'))).toEqual([])
})

test.each([
  [['html'], '--reporter "html" is unknown. Expected list or json, with =FILE or without.'],
  [['json='], '--reporter "json=" names no file after the equals sign.'],
  [
    ['json', 'list'],
    'Two reporters would write to stdout. Give each but one a file: --reporter json=report.json.',
  ],
])('%j is a mistake of the caller', (values, message) => {
  expect(() => openCheckReporters(values, { stdout: slowStdout().stdout, colour: false })).toThrow(message)
})
