import type { ReportFile } from '../contract/generated/types/report.ts'

/** How a report is written. */
export interface FormatOptions {
  /** ANSI colours: only for a terminal that wants them. */
  readonly colour: boolean
  /** When the report is written, for formats that tell; absent: they do not. */
  readonly now?: Date
}

/** Makes the text of a whole report, be it of one client or of several. Pure: equal reports give equal texts. */
export type Formatter = (report: ReportFile, options: FormatOptions) => string
