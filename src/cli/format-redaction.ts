import type { RedactionReport } from '../recording/redact/redaction-report.ts'

/** One line of what was replaced, and a line for each thing that was left out. */
export function formatRedaction({ counts, refused, unsearched }: RedactionReport): string {
  const replaced = Object.entries(counts)
    .sort()
    .map(([kind, count]) => `${kind} ${count}`)
  const lines = [`  replaced: ${replaced.join(', ') || 'nothing'}`]
  for (const { part, name, count } of refused) lines.push(`  left out: ${part} ${name} (${count}×)`)
  if (refused.some(({ name }) => /^[/$\w-]+$/.test(name)))
    lines.push('  To keep one of them: --keep name=sensitivity')
  if (unsearched > 0)
    lines.push(`  replaced, but too short or too ordinary to be looked for in the result: ${unsearched}`)
  return lines.map((line) => `${line}\n`).join('')
}
