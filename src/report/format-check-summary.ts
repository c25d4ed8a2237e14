import type picocolors from 'picocolors'
import type { CheckSums } from '../suite/check-sums.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** What recorders did, what could not be read, stale known failures and the sums, each a section of its own. */
export function formatCheckSummary(sums: CheckSums, paint: Paint): string[] {
  return [
    formatFaults(sums, paint),
    formatSecrets(sums, paint),
    formatProblems(sums, paint),
    formatStale(sums, paint),
    formatNothing(sums, paint),
    formatCounts(sums, paint),
  ]
}

function formatFaults({ recorderFaults, summary }: CheckSums, paint: Paint): string {
  if (recorderFaults.length === 0) return ''
  const lines = recorderFaults.map(
    ({ explanation, count, recordings }) =>
      `  ${count} × in ${plural(recordings, 'recording')}: ${explanation}`,
  )
  const heading = paint.yellow(`Recorders' and editors' doing, no findings (${summary.recorderFaults})`)
  return [heading, ...lines].join('\n')
}

/** A secret in a recording is nobody's requirement, and worse than any finding. */
function formatSecrets({ secrets = [], summary }: CheckSums, paint: Paint): string {
  if (secrets.length === 0) return ''
  const rest = (summary.secrets ?? 0) - secrets.length
  const names: Readonly<Record<(typeof secrets)[number]['kind'], string>> = {
    value: 'the value of a secret',
    backup: 'a backup',
    token: 'a token',
    credential: 'a credential',
  }
  return [
    paint.red(`Not redacted (${summary.secrets})`),
    ...secrets.map(({ file, exchange, kind, part }) => {
      const where = part === 'exchange' ? '' : ` in its ${part}`
      return `  ${file} #${exchange}: ${names[kind]}${where}`
    }),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    "  Treat what is there as known to others. keyvault-contract redact FILE takes it out (of other recorders' files: import).",
  ].join('\n')
}

function formatProblems({ problems, summary }: CheckSums, paint: Paint): string {
  if (summary.problems === 0) return ''
  const rest = summary.problems - problems.length
  return [
    paint.red(`Could not be read (${summary.problems})`),
    ...problems.map(({ file, message }) => `  ${file}: ${message}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n')
}

function formatStale({ staleKnownFailures = [] }: CheckSums, paint: Paint): string {
  if (staleKnownFailures.length === 0) return ''
  const heading = paint.red('Known failures that no longer fail: take these entries out')
  return [heading, ...staleKnownFailures.map((entry) => `  ${entry}`)].join('\n')
}

/** A run that proves nothing says so. */
function formatNothing({ summary }: CheckSums, paint: Paint): string {
  if (summary.recordings === 0) return paint.red('No recording could be read.')
  return summary.verdicts === 0 ? paint.red('Nothing was judged: there is no exchange with a vault.') : ''
}

function formatCounts({ summary, contract, subjects }: CheckSums, paint: Paint): string {
  const counts = [
    paint.green(`${summary.passed} passed`),
    summary.failed > 0 ? paint.red(`${summary.failed} failed`) : '0 failed',
    ...(summary.known > 0 ? [paint.yellow(`${summary.known} known`)] : []),
    ...(summary.empty > 0 ? [`${summary.empty} without a vault's exchange`] : []),
    ...(summary.errors > 0 ? [paint.red(`${summary.errors} not read whole`)] : []),
  ]
  const seconds = summary.durationMs === undefined ? '' : ` in ${(summary.durationMs / 1000).toFixed(1)} s`
  const passedOver = summary.passedOver > 0 ? `, ${summary.passedOver} that hold none passed over` : ''
  return [
    `${plural(summary.recordings, 'recording')} in ${plural(summary.files, 'file')}${passedOver}: ${counts.join(', ')}${seconds}`,
    `receipt: ${summary.exchanges} exchanges, ${summary.judgedExchanges} with a vault; ${summary.verdicts} verdicts over ${summary.requirements} requirements (${subjects.join(', ')})`,
    `         contract ${contract.version} ${contract.hash.slice(0, 12)}`,
  ].join('\n')
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
