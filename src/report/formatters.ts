import type { ReportFile } from '../contract/generated/types/report.ts'
import { UsageError } from '../wire/errors.ts'
import { formatGithub } from './format-github.ts'
import { formatJson } from './format-json.ts'
import { formatJunit } from './format-junit.ts'
import { formatList } from './format-list.ts'
import { formatMatrixList } from './format-matrix-list.ts'
import type { FormatOptions, Formatter } from './reporter.ts'

const formatters: ReadonlyMap<string, Formatter> = new Map<string, Formatter>([
  ['list', formatOneOrMore],
  ['json', formatJson],
  ['junit', formatJunit],
  ['github', formatGithub],
])

/** The formatter of a reporter; throws `UsageError` with the names of all when there is none. */
export function formatterOf(name: string): Formatter {
  const formatter = formatters.get(name)
  if (formatter) return formatter
  throw new UsageError(`--reporter "${name}" is unknown. Expected ${listNames()}, with =FILE or without.`)
}

function formatOneOrMore(report: ReportFile, options: FormatOptions): string {
  return 'clients' in report ? formatMatrixList(report, options) : formatList(report, options)
}

/** `a, b or c`. */
function listNames(): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(formatters.keys())
}
