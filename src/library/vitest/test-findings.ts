import type { ReportedFinding } from '../../contract/generated/types/report.ts'

/**
 * What a test found, for reporters. It is kept with the test: an error's own members would be printed a second time under its
 * message.
 */
export interface TestFindings {
  readonly findings: readonly ReportedFinding[]
  /** Of a test that is one requirement of a contract: what came of it. */
  readonly outcome?: RequirementEnd
}

/** What came of a requirement. */
export type RequirementEnd = 'kept' | 'broken' | 'known' | 'stale' | 'fault' | 'not-judged'

declare module 'vitest' {
  interface TaskMeta {
    keyVaultContract?: TestFindings
  }
}

/** A test that findings can be kept with. */
export interface FindingTask {
  readonly meta: { keyVaultContract?: TestFindings }
}

/** Keeps findings with a test, besides those it has. */
export function keepFindings({ meta }: FindingTask, found: TestFindings): void {
  const before = meta.keyVaultContract?.findings ?? []
  meta.keyVaultContract = { ...found, findings: [...before, ...found.findings] }
}
