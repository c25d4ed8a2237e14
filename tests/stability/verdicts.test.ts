import { expect, test } from 'vitest'
import { exampleReport } from '../../src/report/report-test-support.ts'
import { describeVerdicts, differencesOf } from './verdicts.ts'

test('runs that came to the same do not differ, whatever their hosts and times', () => {
  const [one, ...others] = exampleReport.scenarios
  if (one === undefined) throw new Error('no scenario')
  const named = (host: string, seconds: number): ReturnType<typeof describeVerdicts> =>
    describeVerdicts({
      ...exampleReport,
      scenarios: [{ ...one, reason: `vault-${host}.vault.azure.net after ${seconds} s` }, ...others],
    })
  expect(differencesOf([named('0a1b2c3d', 3), named('deadbeef', 4.5)])).toEqual([])
})

test('a verdict, a finding or a scenario that another run has not is told, with how often', () => {
  const run = describeVerdicts(exampleReport)
  const flipped = describeVerdicts({
    ...exampleReport,
    scenarios: exampleReport.scenarios
      .slice(0, 3)
      .map((result) =>
        result.id === 'paging/empty-page' ? { ...result, findings: result.findings.slice(1) } : result,
      ),
  })
  const differences = differencesOf([run, run, flipped])
  expect(differences.map((text) => text.split('\n', 1)[0])).toEqual([
    'paging/empty-page',
    'polling/resume',
    'retry/crash',
  ])
  expect(differences[1]).toMatch(/^polling\/resume\n {2}2 × {2}skipped .*\n {2}1 × {2}absent$/)
})
