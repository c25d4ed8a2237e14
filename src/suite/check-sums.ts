import type { CheckedRecording, CheckReport } from '../contract/generated/types/check-report.ts'
import type { KeptSecret } from '../recording/redact/watch-secrets.ts'
import type { JudgedRecording } from './judge-recording.ts'

/** Everything in a report of `check` but the list of recordings. */
export type CheckSums = Omit<CheckReport, 'recordings'>

/** Adds up what came of recordings; memory does not grow with their number. */
export interface CheckSummer {
  addFile(): void
  passOver(): void
  addProblem(file: string, message: string): void
  addSecret(file: string, secret: KeptSecret): void
  addRecording(judged: JudgedRecording, status: CheckedRecording['status']): void
  sums(
    parts: Pick<CheckReport, 'contract' | 'subjects' | 'staleKnownFailures'>,
    durationMs: number,
  ): CheckSums
}

const mostProblems = 100
const mostSecrets = 100

export function createCheckSummer(): CheckSummer {
  const requirements = new Map<string, { id: string; kept: number; broken: number }>()
  const faults = new Map<string, CheckReport['recorderFaults'][number]>()
  const problems: CheckReport['problems'] = []
  const secrets: NonNullable<CheckReport['secrets']> = []
  const summary = emptySummary()

  function addFaults({ recorderFaults }: JudgedRecording): void {
    const rules = new Set<string>()
    for (const { rule, requirement, count } of recorderFaults) {
      const { id, explanation } = rule
      const entry = faults.get(id) ?? { id, explanation, count: 0, recordings: 0, requirements: {} }
      faults.set(id, entry)
      entry.count += count
      entry.requirements[requirement] = (entry.requirements[requirement] ?? 0) + count
      if (!rules.has(id)) entry.recordings++
      rules.add(id)
      summary.recorderFaults += count
    }
  }

  function addRequirements(judged: JudgedRecording): void {
    for (const [id, { kept, broken }] of judged.requirements) {
      if (kept + broken === 0) continue
      const entry = requirements.get(id) ?? { id, kept: 0, broken: 0 }
      requirements.set(id, entry)
      entry.kept += kept
      entry.broken += broken
      summary.verdicts += kept + broken
      summary.findings += broken
    }
  }

  return {
    addFile: () => void summary.files++,
    passOver: () => void summary.passedOver++,
    addProblem(file, message) {
      summary.problems++
      if (problems.length < mostProblems) problems.push({ file, message })
    },
    addSecret(file, secret) {
      summary.secrets = (summary.secrets ?? 0) + 1
      if (secrets.length < mostSecrets) secrets.push({ file, ...secret })
    },
    addRecording(judged, status) {
      summary.recordings++
      summary[statusCount[status]]++
      summary.exchanges += judged.exchanges
      summary.judgedExchanges += judged.judgedExchanges
      addRequirements(judged)
      addFaults(judged)
    },
    sums: (parts, durationMs) => ({
      ...parts,
      requirements: [...requirements.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      recorderFaults: [...faults.values()],
      problems,
      ...(secrets.length > 0 ? { secrets } : {}),
      summary: { ...summary, requirements: requirements.size, durationMs: Math.round(durationMs) },
    }),
  }
}

type Summary = CheckReport['summary']

const statusCount = {
  passed: 'passed',
  failed: 'failed',
  known: 'known',
  empty: 'empty',
  error: 'errors',
} as const satisfies Record<CheckedRecording['status'], keyof Summary>

function emptySummary(): Summary {
  return {
    files: 0,
    passedOver: 0,
    recordings: 0,
    passed: 0,
    failed: 0,
    known: 0,
    empty: 0,
    errors: 0,
    problems: 0,
    exchanges: 0,
    judgedExchanges: 0,
    verdicts: 0,
    findings: 0,
    recorderFaults: 0,
    requirements: 0,
  }
}
