import type picocolors from 'picocolors'
import type { Subject } from '../contract/finding.ts'
import type { CheckedRecording, ReportedFinding } from '../contract/generated/types/check-report.ts'
import { requirements } from '../contract/requirements.ts'
import { formatWire } from './format-wire.ts'
import { sideBySide } from './side-by-side.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** The findings of one requirement over all recordings. */
export interface FindingGroup {
  readonly requirement: string
  readonly examples: readonly FindingExample[]
  readonly count: number
  /** Known failures: of one requirement all are or none. */
  readonly isKnown: boolean
  readonly recordings: number
}

export interface FindingExample {
  readonly finding: ReportedFinding
  readonly recording: Pick<CheckedRecording, 'file' | 'rerun'>
}

export interface FindingGroups {
  add(result: CheckedRecording): void
  /**
   * `must` before `should`, then in the order of their ids.
   * @param broken how often each requirement was broken: results leave out what is more than a hundred
   */
  of(subject: Subject, broken: ReadonlyMap<string, number>): FindingGroup[]
}

interface OpenGroup {
  readonly finding: ReportedFinding
  readonly examples: FindingExample[]
  recordings: number
}

/** More are no help on a terminal. */
const mostExamples = 3

/** Groups findings by requirement; of each only the first three are kept. */
export function createFindingGroups(): FindingGroups {
  const groups = new Map<string, OpenGroup>()
  return {
    add({ findings, file, rerun }) {
      const seen = new Set<string>()
      for (const finding of findings) {
        const group = groups.get(finding.requirement) ?? { finding, examples: [], recordings: 0 }
        groups.set(finding.requirement, group)
        if (!seen.has(finding.requirement)) group.recordings++
        seen.add(finding.requirement)
        if (group.examples.length < mostExamples) group.examples.push({ finding, recording: { file, rerun } })
      }
    },
    of: (subject, broken) =>
      [...groups.values()]
        .filter(({ finding }) => finding.subject === subject)
        .sort(byWeight)
        .map(({ finding: { requirement, known }, examples, recordings }) => ({
          ...{ requirement, examples, recordings, isKnown: known !== undefined },
          count: broken.get(requirement) ?? 0,
        })),
  }
}

function byWeight({ finding: a }: OpenGroup, { finding: b }: OpenGroup): number {
  if (a.level !== b.level) return a.level === 'must' ? -1 : 1
  return a.requirement < b.requirement ? -1 : 1
}

/** The findings of one side; one line when there are none. */
export function formatGroups(subject: Subject, groups: readonly FindingGroup[], paint: Paint): string {
  const broken = groups.filter(({ isKnown }) => !isKnown)
  const known = groups.filter(({ isKnown }) => isKnown)
  const name = subject === 'service' ? 'Service' : 'Client'
  const heading =
    broken.length === 0
      ? `${paint.green('✓')} ${paint.bold(name)} no findings`
      : `${paint.red('✗')} ${paint.bold(name)} ${counted(broken.reduce((sum, { count }) => sum + count, 0))}`
  return [
    heading,
    ...broken.map((group) => formatGroup(group, paint)),
    ...known.map(({ requirement, count }) => `  ${paint.yellow('known')} ${requirement}: ${counted(count)}`),
  ].join('\n')
}

function formatGroup({ requirement, examples, count, recordings }: FindingGroup, paint: Paint): string {
  const entry = requirements.get(requirement)
  const rest = count - examples.length
  return [
    `\n  ${paint.red('✗')} ${requirement} (${entry?.level ?? ''}): ${counted(count)} in ${recordings === 1 ? '1 recording' : `${recordings} recordings`}`,
    `    ${entry?.statement ?? ''}`,
    ...examples.map((example) => formatExample(example, paint)),
    ...(rest > 0 ? [`    and ${rest} more: --reporter json lists them`] : []),
  ].join('\n')
}

function formatExample({ finding, recording }: FindingExample, paint: Paint): string {
  const { exchange, request, status, pointer, message } = finding
  return [
    `    ${paint.bold(recording.file)} #${exchange ?? '?'} ${request ?? ''} → ${status ?? 'no answer'}`,
    `      at ${pointer}`,
    ...sideBySide(finding, paint).map((line) => `      ${line}`),
    `      ${message}`,
    ...formatWire(finding, paint, new Set()).map((line) => `      ${line}`),
    `      run it again: ${recording.rerun}`,
  ].join('\n')
}

function counted(findings: number): string {
  return findings === 1 ? '1 finding' : `${findings} findings`
}
