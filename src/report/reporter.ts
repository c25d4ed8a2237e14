import type { Report } from '../contract/generated/types/report.ts'

/** How a report is written. */
export interface FormatOptions {
  /** ANSI colours: only for a terminal that wants them. */
  readonly colour: boolean
}

/** Makes the text of a whole report. Pure: equal reports give equal texts. */
export type Formatter = (report: Report, options: FormatOptions) => string
