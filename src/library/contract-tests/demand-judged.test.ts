import { expect, test } from 'vitest'
import type { Report, ScenarioResult } from '../../contract/generated/types/report.ts'
import { demandJudged } from './demand-judged.ts'

function reportOf(status: ScenarioResult['status'], served: number): Report {
  const counts = { scenarios: 2, passed: 0, failed: 0, known: 0, skipped: status === 'skipped' ? 2 : 0 }
  const result = { status, reason: 'it declares nothing', exchanges: served, judged: served, findings: [] }
  return {
    client: { name: 'mine', version: '1', language: 'javascript' },
    contract: { version: '1', hash: '0', apiVersion: 'default' },
    receipt: { scenarioHash: '0', planned: 2, started: 2, served, judged: served },
    summary: { ...counts, exchanges: served, requirements: served },
    scenarios: [
      { id: 'paging/one', ...result },
      { id: 'paging/two', ...result },
    ],
  }
}

test.each<[string, ScenarioResult['status'], number, string]>([
  [
    'all skipped',
    'skipped',
    0,
    'Nothing was served: this says nothing of the client.\n  it declares nothing',
  ],
  ['all skipped, after some exchanges', 'skipped', 3, 'Nothing was judged'],
  ['passed without an exchange', 'passed', 0, 'Nothing was served'],
  ['known to fail, without an exchange', 'known', 0, 'Nothing was served'],
])('%s: nothing would be red, and so this is', (_, status, served, message) => {
  expect(() => demandJudged(reportOf(status, served))).toThrow(message)
})

test.each<[ScenarioResult['status'], number]>([
  ['passed', 3],
  ['failed', 0],
  ['error', 0],
])('%s after %i exchanges: its tests tell', (status, served) => {
  expect(() => demandJudged(reportOf(status, served))).not.toThrow()
})
