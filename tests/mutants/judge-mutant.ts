import { join } from 'node:path'
import { mutatedText } from './load-mutants.ts'
import type { Mutant } from './mutant.ts'
import { replaceFile, restoreFile } from './package-tree.ts'
import { type Found, runSuite, type SuiteRun } from './run-suite.ts'

/** How a mutant fared: `killed` by the requirement it names, `elsewhere` by others only, or not at all. */
export interface Verdict {
  readonly mutant: Mutant
  readonly outcome: 'killed' | 'elsewhere' | 'survived'
  /** Scenarios that broke the requirement named, where it was killed; else what else was broken. */
  readonly by: readonly string[]
}

/** What the unmutated client shows, and which scenarios put which requirement to the test. */
export interface Baseline {
  readonly findings: ReadonlySet<string>
  readonly scenariosOf: (requirement: string) => readonly string[]
}

/** Runs the suite against one mutant: first the scenarios about its requirement, then, if they do not see it, all. */
export async function judgeMutant(mutant: Mutant, tree: string, baseline: Baseline): Promise<Verdict> {
  const path = join(mutant.package, mutant.file)
  replaceFile(join(tree, path), mutatedText(mutant))
  try {
    const near = baseline.scenariosOf(mutant.requirement)
    const first = near.length > 0 ? verdictOf(mutant, await runSuite(tree, near), baseline) : undefined
    return first?.outcome === 'killed' ? first : verdictOf(mutant, await runSuite(tree), baseline)
  } finally {
    restoreFile(tree, path)
  }
}

/** One text for a finding, whichever exchange it is about. */
export function keyOf({ scenario, requirement }: Found): string {
  return `${requirement} in ${scenario}`
}

function verdictOf(mutant: Mutant, run: SuiteRun, baseline: Baseline): Verdict {
  const fresh = run.findings.filter((found) => !baseline.findings.has(keyOf(found)))
  const named = fresh.filter(({ requirement }) => requirement === mutant.requirement)
  if (named.length > 0)
    return { mutant, outcome: 'killed', by: [...new Set(named.map(({ scenario }) => scenario))] }
  const others = [...new Set([...fresh.map(keyOf), ...run.unjudged.map((id) => `${id}, not judged`)])]
  return { mutant, outcome: others.length > 0 ? 'elsewhere' : 'survived', by: others }
}
