import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PlantedTrace, plantedTraces } from '../../tests/planted-secrets.ts'
import { findCanaries } from '../recording/redact/find-canaries.ts'
import { judgeRecording } from '../suite/judge-recording.ts'
import { formatGithubSummary } from './format-github-summary.ts'
import { formatterOf } from './formatters.ts'
import { exampleReport } from './report-test-support.ts'

/** The trace as any reporter of `test` would tell its findings, which are those of `check`. */
async function reported({
  exchanges,
}: PlantedTrace): Promise<{ findings: number; texts: readonly string[] }> {
  const subjects = ['client', 'service'] as const
  const judged = await judgeRecording({ recorder: 'neutral-trace', exchanges }, { subjects })
  const [, failed] = exampleReport.scenarios
  if (failed === undefined) throw new Error('no scenario')
  const report = { ...exampleReport, scenarios: [{ ...failed, findings: [...judged.findings] }] }
  const formats = ['list', 'json', 'junit', 'github'].map(formatterOf)
  const texts = [...formats.map((format) => format(report, { colour: false })), formatGithubSummary(report)]
  return { findings: judged.findings.length, texts }
}

test('no reporter tells a secret that was planted in a trace, wherever it stands', {
  timeout: 60_000,
}, async () => {
  // A trace without a request to a vault has no finding: what counts is that there were some.
  let told = 0
  await fc.assert(
    fc.asyncProperty(plantedTraces, async (trace) => {
      const { findings, texts } = await reported(trace)
      told += findings
      for (const text of texts) expect(findCanaries(text, trace.secrets)).toBeUndefined()
    }),
    { numRuns: 30 },
  )
  expect(told).toBeGreaterThan(0)
})
