import { expect, test } from 'vitest'
import type { Report, ScenarioResult } from '../contract/generated/types/report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { formatJson } from './format-json.ts'
import { formatList } from './format-list.ts'

const finding: ScenarioResult['findings'][number] = {
  requirement: 'paging/follow-until-null',
  level: 'must',
  subject: 'client',
  step: 0,
  exchange: 3,
  request: 'GET https://vault-3f9c2a71.vault.azure.net/secrets?api-version=7.6&$skiptoken=abcdefgh…',
  status: 200,
  pointer: '/value/items',
  expected: '30',
  received: '12',
  message: '12 items were listed; expected were 30.',
}

const report: Report = {
  client: {
    name: '@azure/keyvault-secrets',
    version: '4.11.2',
    language: 'javascript',
    runtime: 'node 20.20.2',
  },
  contract: { version: '0.1.0', hash: 'a'.repeat(64), apiVersion: 'default' },
  receipt: { scenarioHash: 'b'.repeat(64), planned: 5, started: 4, served: 31, judged: 57 },
  summary: {
    scenarios: 5,
    passed: 1,
    failed: 1,
    known: 1,
    skipped: 1,
    errors: 1,
    exchanges: 31,
    requirements: 12,
    durationMs: 4321,
  },
  requirements: [{ id: 'paging/follow-until-null', kept: 2, broken: 1 }],
  staleKnownFailures: ['retry/gone (fixed long ago)'],
  scenarios: [
    {
      id: 'errors/empty',
      title: 'Keeps its status.',
      status: 'known',
      reason: 'loses the status',
      link: 'https://example.com/1',
      exchanges: 3,
      judged: 2,
      findings: [{ ...finding, known: 'loses the status' }],
    },
    {
      id: 'paging/empty-page',
      title: 'An empty page is followed.',
      status: 'failed',
      exchanges: 4,
      judged: 9,
      rerun: 'npx keyvault-contract test --scenario paging/empty-page',
      findings: [finding, { ...finding, requirement: 'paging/link-as-given', pointer: '' }],
    },
    { id: 'paging/fine', title: 'All is well.', status: 'passed', exchanges: 24, judged: 46, findings: [] },
    {
      id: 'polling/resume',
      title: 'A poller is resumed.',
      status: 'skipped',
      reason: 'the driver does not declare poller.resume',
      exchanges: 0,
      judged: 0,
      findings: [],
    },
    {
      id: 'retry/crash',
      title: 'It survives.',
      status: 'error',
      reason: 'The driver was killed by SIGSEGV.',
      exchanges: 0,
      judged: 0,
      rerun: 'npx keyvault-contract test --scenario retry/crash',
      findings: [],
    },
  ],
}

test('a report for people', () => {
  expect(formatList(report, { colour: false })).toMatchInlineSnapshot(`
    "@azure/keyvault-secrets 4.11.2 (javascript, node 20.20.2), the client's own api-version

    ✓ errors 0/1, 1 known
    ✗ paging 1/2

      paging/empty-page: An empty page is followed.
        ✗ paging/follow-until-null (must)
          A list is read page by page until nextLink is null.
          step 1
          #3 GET https://…/secrets?api-version=7.6&$skiptoken=abcdefgh… → 200
          at /value/items
          expected │ received
          30       │ 12
          12 items were listed; expected were 30.
        ✗ paging/link-as-given (must)
          The request for a next page has the path and the decoded query of the nextLink that was given; the api-version is judged apart.
          step 1
          #3 GET https://…/secrets?api-version=7.6&$skiptoken=abcdefgh… → 200
          expected │ received
          30       │ 12
          12 items were listed; expected were 30.
        run it again: npx keyvault-contract test --scenario paging/empty-page
    - polling 0/0
    ✗ retry 0/1

      retry/crash: It survives.
        could not be judged: The driver was killed by SIGSEGV.
        run it again: npx keyvault-contract test --scenario retry/crash

    Known failures (1)
      loses the status
        https://example.com/1
        errors/empty

    Skipped (1)
      1 × the driver does not declare poller.resume

    Known failures that no longer fail: take these entries out
      retry/gone (fixed long ago)

    5 scenarios: 1 passed, 1 failed, 1 known, 1 skipped, 1 could not be judged in 4.3 s
    receipt: 5 planned, 4 started, 31 exchanges served, 57 verdicts over 12 requirements
             contract 0.1.0 aaaaaaaaaaaa, scenarios bbbbbbbbbbbb
    "
  `)
})

test('nothing that a client sent takes hold of the terminal', () => {
  const [first] = report.scenarios
  if (first === undefined) throw new Error('no scenario')
  const scenarios = [{ ...first, status: 'error' as const, title: '\u001b[2J', reason: 'a\u0007\u009b31mb' }]
  const text = formatList({ ...report, scenarios }, { colour: false })
  expect(text).toContain('could not be judged: a\\x07\\x9b31mb')
  expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
})

test('of many that could not be judged for one reason the reason is told once, and findings stay in sight', () => {
  const cut = Array.from({ length: 5 }, (_, index): Report['scenarios'][number] => {
    const id = `retry/later-${index}`
    const rerun = `npx keyvault-contract test --scenario ${id}`
    return {
      id,
      status: 'error',
      reason: 'the run was interrupted before it',
      exchanges: 0,
      judged: 0,
      rerun,
      findings: [],
    }
  })
  const text = formatList({ ...report, scenarios: [...report.scenarios, ...cut] }, { colour: false })
  expect(text).toContain('✗ retry 0/6\n\n  retry/crash: It survives.')
  expect(text).toContain(`Could not be judged (5)
  5 × the run was interrupted before it
    run one of them again: npx keyvault-contract test --scenario retry/later-0`)
  expect(text.match(/retry\/later/g)).toHaveLength(1)
})

test('the report of a shard says so', () => {
  const shard = {
    index: 2,
    count: 4,
    selected: 20,
    selectionHash: 'c'.repeat(64),
    settingsHash: '',
    idleKnownFailures: [],
  }
  const [heading] = formatList({ ...report, shard }, { colour: false }).split('\n')
  expect(heading).toMatchInlineSnapshot(
    `"@azure/keyvault-secrets 4.11.2 (javascript, node 20.20.2), the client's own api-version, shard 2 of 4"`,
  )
})

test('colours only where they are wanted', () => {
  expect(formatList(report, { colour: true })).toContain('[31m')
  expect(formatList(report, { colour: false })).not.toContain('[')
})

test('a run that judged nothing says so', () => {
  const receipt = { ...report.receipt, started: 0, served: 0, judged: 0 }
  expect(formatList({ ...report, receipt }, { colour: false })).toContain(
    'Nothing was served: this run says nothing of the client.',
  )
})

test('a report for programs keeps its schema and loses nothing', () => {
  const read: unknown = JSON.parse(formatJson(report))
  expect(read).toEqual(report)
  expect(validateDocument('report', read)).toEqual([])
})
