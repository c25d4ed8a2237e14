import { UsageError } from '../wire/errors.ts'
import { formatJson } from './format-json.ts'
import { formatList } from './format-list.ts'
import type { Formatter } from './reporter.ts'

const formatters: ReadonlyMap<string, Formatter> = new Map([
  ['list', formatList],
  ['json', formatJson],
])

/** The formatter of a reporter; throws `UsageError` with the names of all when there is none. */
export function formatterOf(name: string): Formatter {
  const formatter = formatters.get(name)
  if (formatter) return formatter
  throw new UsageError(
    `--reporter "${name}" is unknown. Expected ${[...formatters.keys()].join(' or ')}, with =FILE or without.`,
  )
}
