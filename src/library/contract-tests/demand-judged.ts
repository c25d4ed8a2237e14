import type { Report } from '../../contract/generated/types/report.ts'
import { emptinessOf } from '../../suite/exit-code.ts'
import { ContractError } from './contract-error.ts'

/**
 * For a contract of which all was to run: that something was judged. Else each of its tests would be skipped, and nothing red.
 *
 * @throws ContractError with the reasons why nothing was
 */
export function demandJudged(report: Report): void {
  const nothing = emptinessOf(report)
  if (nothing === undefined) return
  const reasons = new Set(report.scenarios.flatMap(({ reason }) => reason ?? []))
  const heading = `Nothing was ${nothing}: this says nothing of the client.`
  throw new ContractError('HarnessError', [heading, ...[...reasons].map((one) => `  ${one}`)].join('\n'))
}
