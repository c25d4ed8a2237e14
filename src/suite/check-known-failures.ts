import type { ReportedFinding } from '../contract/generated/types/check-report.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { JudgedRecording } from './judge-recording.ts'

/** The known failures of a client as far as recordings can show them. */
export interface KnownInRecordings {
  /** The finding, marked with the reason when it is known. */
  excuse(finding: ReportedFinding): ReportedFinding
  /** Takes note of what was put to the test. */
  see(judged: JudgedRecording): void
  /** Entries whose requirement was put to the test and never broken, in words. */
  stale(): string[]
}

/**
 * Entries for a requirement alone hold for recordings. Those for a scenario, for versions of a client or for runs under an
 * api-version are about runs of the suite: they are passed over.
 */
export function knownInRecordings(entries: readonly KnownFailure[]): KnownInRecordings {
  const active = new Map<string, KnownFailure>()
  for (const entry of entries) {
    const { scenario, requirement, client, apiVersions } = entry
    if (requirement === undefined || scenario !== undefined || client !== undefined || apiVersions) continue
    active.set(requirement, entry)
  }
  const tested = new Map<string, boolean>()
  return {
    excuse(finding) {
      const entry = active.get(finding.requirement)
      return entry ? { ...finding, known: entry.reason } : finding
    },
    see({ requirements }) {
      for (const [id, { kept, broken }] of requirements) {
        if (kept + broken > 0) tested.set(id, (tested.get(id) ?? false) || broken > 0)
      }
    },
    stale: () =>
      [...active].filter(([id]) => tested.get(id) === false).map(([id, { reason }]) => `${id} (${reason})`),
  }
}
