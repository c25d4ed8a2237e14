import type { Finding } from '../contract/finding.ts'
import type { ReportedFinding } from '../contract/generated/types/report.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { StepRecord } from './step-record.ts'
import type { WireDisplay } from './wire-display.ts'

/** A run that shows a finding. */
export interface ShownRun {
  readonly trace: readonly SeenExchange[]
  readonly records: readonly StepRecord[]
}

/** From both ends: the first show how it began, the last how it came to the finding. */
const shownOfEachEnd = 3

/** What crossed the wire where a finding shows: its exchange; else those of its step, else those of the whole scenario. */
export function wireOfFinding(
  finding: Finding,
  run: ShownRun,
  display: WireDisplay,
): Pick<ReportedFinding, 'wire' | 'wireOmitted'> {
  const about = exchangesOf(finding, run)
  const omitted = Math.max(0, about.length - 2 * shownOfEachEnd)
  const shown = omitted === 0 ? about : [...about.slice(0, shownOfEachEnd), ...about.slice(-shownOfEachEnd)]
  return {
    wire: shown.map(({ exchange }) => display.show(exchange)),
    ...(omitted > 0 ? { wireOmitted: omitted } : {}),
  }
}

function exchangesOf({ exchange, step }: Finding, { trace, records }: ShownRun): readonly SeenExchange[] {
  if (exchange !== undefined) return trace.filter(({ index }) => index === exchange)
  if (step === undefined) return trace
  const ranges = records.filter((record) => record.index === step).map(({ exchanges }) => exchanges)
  return trace.filter(({ index }) => ranges.some(([from, to]) => index >= from && index < to))
}
