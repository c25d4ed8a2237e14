import { expect, test } from 'vitest'
import type { MatrixReport, Report, ReportedFinding } from '../contract/generated/types/report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { exitCodeOfMatrix } from '../suite/matrix-exit-code.ts'
import { formatterOf } from './formatters.ts'

const finding: ReportedFinding = {
  requirement: 'paging/follow-until-null',
  level: 'must',
  subject: 'client',
  pointer: '',
  expected: '30',
  received: '12',
  message: '12 items were listed; expected were 30.',
}

function report(name: string, findings: readonly ReportedFinding[]): Report {
  const isKnown = findings.some(({ known }) => known !== undefined)
  const status = findings.length === 0 ? 'passed' : isKnown ? 'known' : 'failed'
  const empty = { exchanges: 4, judged: 3, findings: [] }
  return {
    name,
    client: { name: 'kv', version: '1.2.3', language: name },
    contract: { version: '0.1.0', hash: 'a'.repeat(64), apiVersion: 'default' },
    receipt: { scenarioHash: 'b'.repeat(64), planned: 3, started: 2, served: 8, judged: 6 },
    summary: {
      scenarios: 3,
      passed: findings.length === 0 ? 2 : 1,
      failed: status === 'failed' ? 1 : 0,
      known: status === 'known' ? 1 : 0,
      skipped: 1,
      errors: 0,
      exchanges: 8,
      requirements: 2,
      durationMs: 12_345,
    },
    requirements: name === 'java' ? [] : [{ id: 'paging/follow-until-null', kept: 1, broken: 0 }],
    scenarios: [
      { id: 'errors/one', status: 'passed', ...empty },
      { id: 'paging/one', status, ...empty, findings: [...findings] },
      { id: 'polling/one', status: 'skipped', reason: 'the driver does not declare poller', ...empty },
    ],
  }
}

const matrix: MatrixReport = {
  clients: [
    report('go', []),
    report('python-async', [finding, { ...finding, pointer: '/other' }]),
    report('rust', [{ ...finding, known: 'it stops early' }]),
    report('java', []),
  ],
  notJudged: [{ name: 'javascript', reason: 'There is no Node.' }],
}

test('several clients: each by itself, then all beside each other, then who is missing', () => {
  const text = formatterOf('list')(matrix, { colour: false })
  expect(text.split('\n').filter((line) => line.startsWith('── '))).toEqual([
    '── go',
    '── python-async',
    '── rust',
    '── java',
  ])
  expect(text.slice(text.indexOf('Scenarios passed'))).toMatchInlineSnapshot(`
    "Scenarios passed, of those judged

                   go  python-async   rust   java
    errors        1/1           1/1    1/1    1/1
    paging        1/1           0/1    0/1    1/1
    polling         -             -      -      -
    failed          0             1      0      0
    known           0             0      1      0
    flaky           0             0      0      0
    skipped         1             1      1      1
    not judged      0             0      0      0
    seconds      12.3          12.3   12.3   12.3
    version     1.2.3         1.2.3  1.2.3  1.2.3

    Requirements broken (times; k: only as known; ✓: kept; -: not put to the test)

                              go  python-async  rust  java
    paging/follow-until-null   ✓           ✗ 2     k     -

    javascript could not be judged: There is no Node.
    "
  `)
})

test('as JSON it is what the schema says', () => {
  const written = JSON.parse(formatterOf('json')(matrix, { colour: false }))
  expect(validateDocument('report', written)).toEqual([])
  expect(validateDocument('report', { ...written, notJudged: undefined })).not.toEqual([])
  expect(validateDocument('report', { ...written, clients: [{}] })).not.toEqual([])
})

test.for([
  ['conforms', [report('go', [])], [], 0],
  ['known only', [report('go', []), report('rust', [{ ...finding, known: 'x' }])], [], 0],
  ['one finding', [report('go', []), report('rust', [finding])], [], 1],
  ['one is missing', [report('rust', [finding])], [{ name: 'go', reason: 'no Go' }], 3],
  ['all are missing', [], [{ name: 'go', reason: 'no Go' }], 3],
  ['nobody', [], [], 3],
] as const)('the worst decides: %s', ([, clients, notJudged, code]) => {
  expect(exitCodeOfMatrix({ clients: [...clients], notJudged: [...notJudged] })).toBe(code)
})
