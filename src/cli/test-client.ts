import type { Report, ReportFile } from '../contract/generated/types/report.ts'
import { parseReporters } from '../report/parse-reporter.ts'
import { writeReport } from '../report/write-report.ts'
import { exitCodeOf } from '../suite/exit-code.ts'
import { exitCodeOfMatrix } from '../suite/matrix-exit-code.ts'
import { listScenarios } from './list-scenarios.ts'
import { planTest, type TestPlan } from './plan-test.ts'
import { runClient } from './run-client.ts'
import { takesColour } from './takes-colour.ts'
import { testMatrix } from './test-matrix.ts'
import type { TestOptions } from './test-options.ts'

/**
 * Runs the suite as the command line says and prints the report. Every mistake of the caller shows before anything is
 * started. Gives the exit code.
 */
export async function testClients(clients: readonly string[], options: TestOptions): Promise<number> {
  const targets = parseReporters(options.reporter ?? [])
  const plan = planTest(clients, options)
  if (options.list) {
    process.stdout.write(listScenarios(plan.scenarios))
    return 0
  }
  const report = await judge(plan)
  writeReport(report, targets, {
    stdout: (text) => process.stdout.write(text),
    colour: takesColour(process.stdout),
    stepSummary: process.env['GITHUB_STEP_SUMMARY'],
  })
  return 'clients' in report ? exitCodeOfMatrix(report) : exitCodeOf(report)
}

/** One client is judged as ever; several give one report each, and what went wrong with one is told beside the others. */
async function judge({ clients, byHand }: TestPlan): Promise<ReportFile> {
  if (byHand) return judgeByHand(byHand)
  const [only, ...others] = clients
  if (only === undefined || others.length > 0) return testMatrix(clients)
  return (await runClient(only)).report
}

async function judgeByHand({ scenario, apiVersion }: NonNullable<TestPlan['byHand']>): Promise<Report> {
  const { testByHand } = await import('./test-by-hand.ts')
  return testByHand(scenario, apiVersion)
}
