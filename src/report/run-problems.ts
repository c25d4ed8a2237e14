import type { Report } from '../contract/generated/types/report.ts'
import { emptinessOf } from '../suite/exit-code.ts'

/** What keeps a run from being green though no scenario shows it. */
export interface RunProblem {
  /** `finding`: exit code 1; `error`: nothing can be said of the client, exit code 3. */
  readonly kind: 'finding' | 'error'
  readonly title: string
  readonly message: string
}

/** The counterpart to `exitCodeOf` for reporters whose reader sees scenarios only: none of them may look green when the run is not. */
export function runProblems(report: Report): RunProblem[] {
  const { staleKnownFailures = [] } = report
  const nothing = emptinessOf(report)
  return [
    ...staleKnownFailures.map((entry): RunProblem => {
      const message = `${entry} no longer fails: take the entry out.`
      return { kind: 'finding', title: 'stale known failure', message }
    }),
    ...(nothing === undefined
      ? []
      : [
          {
            kind: 'error' as const,
            title: 'empty run',
            message: `Nothing was ${nothing}: this run says nothing of the client.`,
          },
        ]),
  ]
}
