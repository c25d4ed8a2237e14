import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PlantedTrace, plantedTraces } from '../../tests/planted-secrets.ts'
import { findCanaries } from '../recording/redact/find-canaries.ts'
import { judgeRecording } from '../suite/judge-recording.ts'
import { formatGithubSummary } from './format-github-summary.ts'
import { formatterOf } from './formatters.ts'
import { exampleReport } from './report-test-support.ts'

/** The trace as any reporter of `test` would tell its findings, which are those of `check`. */
async function reported({ exchanges }: PlantedTrace): Promise<readonly string[]> {
  const subjects = ['client', 'service'] as const
  const judged = await judgeRecording({ recorder: 'neutral-trace', exchanges }, { subjects })
  const [, failed] = exampleReport.scenarios
  if (failed === undefined) throw new Error('no scenario')
  const report = { ...exampleReport, scenarios: [{ ...failed, findings: [...judged.findings] }] }
  const formats = ['list', 'json', 'junit', 'github'].map(formatterOf)
  expect(judged.findings.length).toBeGreaterThan(0)
  return [...formats.map((format) => format(report, { colour: false })), formatGithubSummary(report)]
}

test('no reporter tells a secret that was planted in a trace, wherever it stands', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(plantedTraces, async (trace) => {
      for (const text of await reported(trace)) expect(findCanaries(text, trace.secrets)).toBeUndefined()
    }),
    { numRuns: 30 },
  ),
)
