import type { Report } from '../../contract/generated/types/report.ts'
import { formatList } from '../../report/format-list.ts'
import { exitCodeOf } from '../../suite/exit-code.ts'

/**
 * The report of a run, with its verdict. As JSON it is what `--reporter json` writes, without these two.
 *
 * @example assert.ok(report.conforms, report.message)
 */
export interface SuiteReport extends Report {
  /**
   * True when something was judged, no scenario failed, none could not be judged, and no known failure is stale. `summary.failed`
   * alone is 0 of a run that judged nothing too.
   */
  readonly conforms: boolean
  /** What `--reporter list` prints, without colours: for the message of an assertion. */
  readonly message: string
}

/** Adds the verdict. It is not enumerable: the report keeps the shape of `schemas/report.json`. */
export function toSuiteReport(report: Report): SuiteReport {
  return Object.defineProperties(report, {
    conforms: { value: exitCodeOf(report) === 0 },
    message: { get: () => formatList(report, { colour: false }) },
  }) as SuiteReport
}
