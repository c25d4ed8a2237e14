import picocolors from 'picocolors'
import type { MatrixReport } from '../contract/generated/types/report.ts'
import { formatList } from './format-list.ts'
import { formatMatrix } from './format-matrix.ts'
import { printable } from './printable.ts'
import type { FormatOptions } from './reporter.ts'

/** The report of several clients for a terminal: each by itself, then all beside each other, then who is missing. */
export function formatMatrixList(matrix: MatrixReport, options: FormatOptions): string {
  const paint = picocolors.createColors(options.colour)
  const each = matrix.clients.map(
    (report) => `${paint.bold(`── ${report.name}`)}\n${formatList(report, options)}`,
  )
  const missing = printable(matrix.notJudged).map(
    ({ name, reason }) => `${paint.red(`${name} could not be judged:`)} ${reason}`,
  )
  const sections = [
    ...each,
    ...(matrix.clients.length === 0 ? [] : [formatMatrix(matrix.clients, paint)]),
    ...(missing.length === 0 ? [] : [`${missing.join('\n')}\n`]),
  ]
  return sections.join('\n')
}
