import type { BrokenDetails } from '../contract/check.ts'
import type { Finding } from '../contract/finding.ts'
import { getRequirement } from '../contract/requirements.ts'

/** Every verdict of one scenario: how often each requirement was kept, and each finding. */
export interface VerdictLog {
  /** `times` verdicts at once; default one. */
  kept(requirement: string, times?: number): void
  broken(requirement: string, details: BrokenDetails & Pick<Finding, 'step' | 'exchange'>): void
  readonly keptCounts: ReadonlyMap<string, number>
  readonly findings: readonly Finding[]
}

export function createVerdictLog(): VerdictLog {
  const keptCounts = new Map<string, number>()
  const findings: Finding[] = []
  return {
    keptCounts,
    findings,
    kept: (requirement, times = 1) => {
      if (times > 0) keptCounts.set(requirement, (keptCounts.get(requirement) ?? 0) + times)
    },
    broken: (requirement, details) => {
      // A check on the trace and an expectation of the scenario may find one and the same thing.
      if (details.exchange !== undefined && findings.some((other) => isSame(other, requirement, details)))
        return
      const { level, subject } = getRequirement(requirement)
      findings.push({ requirement, level, subject, ...details })
    },
  }
}

type Details = Parameters<VerdictLog['broken']>[1]

function isSame(other: Finding, requirement: string, { exchange, pointer }: Details): boolean {
  return other.requirement === requirement && other.exchange === exchange && other.pointer === pointer
}
