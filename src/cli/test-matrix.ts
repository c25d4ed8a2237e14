import type { MatrixReport, Report } from '../contract/generated/types/report.ts'
import { isHarnessError } from '../wire/errors.ts'
import type { ClientPlan } from './client-plan.ts'
import { runClient } from './run-client.ts'

/**
 * Runs the suite against several clients, one after the other: two at once would slow each other down, and time decides
 * in scenarios about waiting. A client whose toolchain is missing, or whose driver does not start, costs no other its verdict.
 */
export async function testMatrix(plans: readonly ClientPlan[]): Promise<MatrixReport> {
  const clients: Report[] = []
  const notJudged: MatrixReport['notJudged'] = []
  let isInterrupted = false
  for (const [index, plan] of plans.entries()) {
    const name = plan.client ?? 'javascript'
    if (isInterrupted) {
      notJudged.push({ name, reason: 'The run was interrupted before it.' })
      continue
    }
    process.stderr.write(`${name} (${index + 1} of ${plans.length})\n`)
    try {
      const run = await runClient(plan)
      isInterrupted = run.isInterrupted
      clients.push({ name, ...run.report })
    } catch (error) {
      if (!isHarnessError(error)) throw error
      notJudged.push({ name, reason: error.message })
    }
  }
  return { clients, notJudged }
}
