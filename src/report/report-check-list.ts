import picocolors from 'picocolors'
import type { CheckOutput, CheckReporter } from './check-reporter.ts'
import { formatCheckSummary } from './format-check-summary.ts'
import { createFindingGroups, formatGroups } from './group-check-findings.ts'
import { printable } from './printable.ts'

/**
 * The report for a terminal: service and client apart, by requirement, the first findings of each with the command that
 * judges that recording again; then what recorders did, what could not be read, and the sums.
 */
export function reportCheckList(
  output: CheckOutput,
  { colour }: { readonly colour: boolean },
): CheckReporter {
  const paint = picocolors.createColors(colour)
  const groups = createFindingGroups()
  return {
    onRecording: (result) => groups.add(printable(result)),
    async end(given) {
      const sums = printable(given)
      const broken = new Map(sums.requirements.map((counts) => [counts.id, counts.broken]))
      const sections = [
        ...sums.subjects.map((subject) => formatGroups(subject, groups.of(subject, broken), paint)),
        ...formatCheckSummary(sums, paint),
      ]
      await output.write(`${sections.filter((section) => section !== '').join('\n\n')}\n`)
      output.finish()
    },
    abandon: output.abandon,
  }
}
