import type { Report } from '../../contract/generated/types/report.ts'
import { emptinessOf } from '../../suite/exit-code.ts'
import { ContractError } from './contract-error.ts'

/**
 * For a contract of which all was to run: that something was judged. Else each of its tests would be skipped, and nothing red. Where
 * a scenario failed, tests are red that tell more.
 *
 * @throws ContractError with the reasons why nothing was
 */
export function demandJudged(report: Report): void {
  const nothing = emptinessOf(report)
  const isRed = report.scenarios.some(({ status }) => status === 'failed' || status === 'error')
  if (nothing === undefined || isRed) return
  const reasons = new Set(report.scenarios.flatMap(({ reason }) => reason ?? []))
  const heading = `Nothing was ${nothing}: this says nothing of the client.`
  throw new ContractError('HarnessError', [heading, ...[...reasons].map((one) => `  ${one}`)].join('\n'))
}
