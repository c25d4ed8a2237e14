import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { CheckedRecording } from '../contract/generated/types/check-report.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { bundle, makeTrace, type Part, vaultHost, version } from '../contract/testing/make-trace.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { exportHar } from '../recording/exporters/har.ts'
import { exitCodeOfCheck } from './check-exit-code.ts'
import { type CheckOptions, checkRecordings } from './check-recordings.ts'
import type { CheckSums } from './check-sums.ts'
import { findRecordingFiles } from './find-recording-files.ts'

const root = mkdtempSync(join(tmpdir(), 'kvc-check-'))
afterAll(() => rmSync(root, { recursive: true }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})

function write(name: string, content: string | Buffer): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

const har = (...parts: readonly Part[]): string => JSON.stringify(exportHar(makeTrace(parts)))
const good: Part = { answer: bundle() }
/** The service tells of another secret, the client forgot its api-version. */
const bad: Part = {
  query: '',
  answer: bundle({ id: `https://${vaultHost}/secrets/another/${version}` }),
}

interface Checked {
  readonly sums: CheckSums
  readonly results: readonly CheckedRecording[]
  readonly code: number
}

async function check(names: readonly string[], options: Partial<CheckOptions> = {}): Promise<Checked> {
  const results: CheckedRecording[] = []
  const sums = await checkRecordings(findRecordingFiles(names), {
    subjects: ['service', 'client'],
    knownFailures: [],
    rerun: (place) => `check ${place}`,
    onRecording: (result) => void results.push(result),
    ...options,
  })
  expect(validateDocument('check-report', { ...sums, recordings: results })).toEqual([])
  return { sums, results, code: exitCodeOfCheck(sums) }
}

const problemsOf = ({ sums }: Checked): string[] =>
  sums.problems.map(({ file, message }) => `${file.replace(`${folder}/`, '')}: ${message}`)

test('what conforms is 0, with the counts that prove it', async () => {
  const { sums, results, code } = await check([write('a.har', har(good))])
  expect(code).toBe(0)
  expect(results).toEqual([
    expect.objectContaining({
      format: 'har',
      status: 'passed',
      exchanges: 1,
      judgedExchanges: 1,
      findings: [],
    }),
  ])
  expect(sums.summary).toMatchObject({ files: 1, recordings: 1, passed: 1, failed: 0, problems: 0 })
  expect(sums.summary.verdicts).toBeGreaterThan(10)
})

test('findings are 1, client and service apart, each recording with the command that judges it again', async () => {
  const file = write('a.har', har(good, bad))
  const { results, code } = await check([file])
  expect(code).toBe(1)
  expect(results[0]).toMatchObject({ status: 'failed', rerun: `check ${file}` })
  const found = results[0]?.findings.map(
    ({ subject, requirement, exchange }) => `${exchange} ${subject} ${requirement}`,
  )
  expect(found).toEqual(['1 service identifiers/service-id-form', '1 client request/api-version-once'])
  const { results: ofService } = await check([file], { subjects: ['service'] })
  expect(ofService[0]?.findings.map(({ subject }) => subject)).toEqual(['service'])
})

test('a secret that is still there is 1, told with its place and without itself', async () => {
  const secret = 'hunter2-and-more'
  const entry = {
    RequestUri: 'https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6',
    RequestMethod: 'PUT',
    RequestHeaders: {},
    RequestBody: { value: secret },
    StatusCode: 500,
    ResponseHeaders: {},
    ResponseBody: null,
  }
  const recording = { Provenance: { FormatVersion: 1 }, Entries: [entry], Variables: {} }
  const { sums, results, code } = await check([write('mine.json', JSON.stringify(recording))])
  expect(code).toBe(1)
  expect(results[0]).toMatchObject({ format: 'keyvault-contract', status: 'failed' })
  expect(results[0]?.secrets).toEqual([{ exchange: 0, kind: 'value', part: 'exchange' }])
  expect(sums.summary).toMatchObject({ failed: 1, secrets: 1 })
  expect(JSON.stringify({ sums, results })).not.toContain(secret)
  entry.RequestBody.value = 'redacted-value-1'
  const redacted = await check([write('mine.json', JSON.stringify(recording))])
  expect(redacted.results[0]).not.toHaveProperty('secrets')
  expect(redacted.sums).not.toHaveProperty('secrets')
})

describe('what cannot be read', () => {
  test('in a folder other files are passed over, a damaged recording is told, the rest is judged', async () => {
    write('good.har', har(good))
    write('sub/good.har.gz', gzipSync(har(good)))
    write('sub/cut.json', har(good, good).slice(0, -30))
    write('empty.json', '')
    write('README.md', '# Recordings\n')
    write('.gitkeep', '')
    write('package.json', '{"name":"x"}')
    write('image.png', Buffer.from([0x89, 0x50, 0, 0]))
    write('test.js', "import nock from 'nock'\nnock(url).get('/').reply(200)\n")
    const checked = await check([folder])
    expect(problemsOf(checked)).toEqual([
      'empty.json: the file is empty',
      expect.stringMatching(/^sub\/cut\.json: it is no whole JSON: it breaks off in line 1, column \d+$/),
    ])
    expect(checked.sums.summary).toMatchObject({
      files: 3,
      passedOver: 5,
      recordings: 3,
      passed: 2,
      errors: 1,
    })
    expect(checked.code).toBe(3)
  })

  test('findings outweigh what could not be read', async () => {
    expect((await check([write('a.har', har(bad)), write('b.json', '')])).code).toBe(1)
  })

  test('a file that was named must be a recording', async () => {
    const checked = await check([write('README.md', '# x'), write('good.har', har(good))])
    expect(problemsOf(checked)).toEqual([
      'README.md: it is neither JSON, nor a YAML cassette, nor a file of nock definitions',
    ])
    expect(checked.code).toBe(3)
  })

  test.each([
    ['a folder without recordings', 'README.md', '# x', true],
    ['an empty file', 'a.json', '', false],
    ['entries none of which is one', 'a.json', '{"Entries":[1,2]}', false],
  ])('nothing but %s is 2', async (_, name, content, asFolder) => {
    const file = write(name, content)
    expect((await check([asFolder ? folder : file])).code).toBe(2)
  })

  test('of one recording ten problems are kept, of all a hundred; all files are told of', async () => {
    const checked = await check([
      write('a.json', JSON.stringify({ Entries: Array.from({ length: 30 }, () => 1) })),
    ])
    expect(checked.results[0]?.problems).toHaveLength(10)
  })

  test('a line of many', async () => {
    const line = JSON.stringify({ format: 'har', exchanges: [] })
    const file = write('a.jsonl', `${line}\n${line}\n`)
    const checked = await check([`${file}:2`, `${file}:3`])
    expect(checked.results.map((result) => result.file)).toEqual([`${file}:2`])
    expect(problemsOf(checked)).toEqual(['a.jsonl: there is no recording in line 3'])
  })
})

test('recordings in which no vault is asked are 3: nothing was judged', async () => {
  const empty = write('empty.json', '{"networkCallRecords":[]}')
  const entra = write(
    'entra.json',
    '{"recordings":[{"method":"GET","url":"https://login.microsoftonline.com/t","status":200}]}',
  )
  const { code, results } = await check([empty, entra])
  expect(code).toBe(3)
  expect(results.map(({ status }) => status)).toEqual(['empty', 'empty'])
})

describe('known failures', () => {
  const known = (requirement: string): KnownFailure => ({
    requirement,
    reason: 'it never did',
    link: 'https://example.com/1',
  })
  const both = [known('identifiers/service-id-form'), known('request/api-version-once')]

  test('are marked and do not fail', async () => {
    const { code, results } = await check([write('a.har', har(good, bad))], { knownFailures: both })
    expect(code).toBe(0)
    expect(results[0]?.status).toBe('known')
    expect(results[0]?.findings.every((finding) => finding.known === 'it never did')).toBe(true)
  })

  test('that no longer fail do', async () => {
    const { code, sums } = await check([write('a.har', har(good))], { knownFailures: both })
    expect(code).toBe(1)
    expect(sums.staleKnownFailures).toEqual([
      'identifiers/service-id-form (it never did)',
      'request/api-version-once (it never did)',
    ])
  })

  test('for scenarios, versions of a client or runs are about the suite', async () => {
    const ofSuite = both.map((entry) => ({ ...entry, scenario: 'request/*' }))
    expect((await check([write('a.har', har(bad))], { knownFailures: ofSuite })).code).toBe(1)
  })
})

test('an interrupt stops before the next recording', async () => {
  const controller = new AbortController()
  const { results } = await check([write('a.har', har(good)), write('b.har', har(good))], {
    signal: controller.signal,
    onExchanges: () => controller.abort(),
  })
  expect(results).toHaveLength(1)
})
