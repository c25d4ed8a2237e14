import type picocolors from 'picocolors'
import type { ReportedFinding } from '../contract/generated/types/report.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** Wider than this, two columns would not fit on a terminal: the two stand one above the other, aligned. */
const widestColumn = 44

/** What was expected and what was received, in two columns as long as they are short enough for that. */
export function sideBySide(
  { expected, received }: Pick<ReportedFinding, 'expected' | 'received'>,
  paint: Paint,
): string[] {
  const [left, right] = [oneLine(expected), oneLine(received)]
  if (left.length > widestColumn || right.length > widestColumn)
    return [`expected  ${paint.green(left)}`, `received  ${paint.red(right)}`]
  const width = Math.max(left.length, 'expected'.length)
  return [
    `${'expected'.padEnd(width)} │ received`,
    `${paint.green(left)}${' '.repeat(width - left.length)} │ ${paint.red(right)}`,
  ]
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
