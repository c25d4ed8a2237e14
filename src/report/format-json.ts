import type { ReportFile } from '../contract/generated/types/report.ts'

/** The report as JSON (`schemas/report.json`), indented, with a line end. */
export function formatJson(report: ReportFile): string {
  return `${JSON.stringify(report, undefined, 2)}\n`
}
