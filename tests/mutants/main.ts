/**
 * Puts one-line mutants of the bundled client's packages in front of the suite. Each must turn the requirement red that it
 * names. `npm run mutants [-- --json FILE] [-- ID…]`. Exit codes: 0 all killed, 1 one was not, 2 the mutants say what cannot
 * be (text that is not in its file once, an unknown requirement or id), 3 the harness failed or the unmutated client does.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadScenarios } from '../../src/suite/load-scenarios.ts'
import { HarnessError, UsageError } from '../../src/wire/errors.ts'
import { formatVerdicts } from './format-verdicts.ts'
import { type Baseline, judgeMutant, keyOf, type Verdict } from './judge-mutant.ts'
import { loadMutants, mutatedText } from './load-mutants.ts'
import type { Mutant } from './mutant.ts'
import { makePackageTree } from './package-tree.ts'
import { runSuite } from './run-suite.ts'

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof UsageError || error instanceof HarnessError ? error.message : error)
  return error instanceof UsageError ? 2 : 3
})

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true })
  const mutants = choose(loadMutants(), positionals)
  for (const mutant of mutants) mutatedText(mutant)
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  try {
    const verdicts = await judgeAll(mutants, folder)
    const failed = verdicts.filter(({ outcome }) => outcome !== 'killed').length
    const passed = verdicts.length - failed
    console.log(formatVerdicts(verdicts))
    console.log(`${passed} killed, ${failed} not, in ${Math.round((Date.now() - started) / 1000)} s`)
    if (values.json) writeFileSync(values.json, JSON.stringify({ passed, failed }))
    return failed > 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function choose(mutants: readonly Mutant[], ids: readonly string[]): readonly Mutant[] {
  const unknown = ids.find((id) => !mutants.some((mutant) => mutant.id === id))
  if (unknown !== undefined) throw new UsageError(`There is no mutant "${unknown}".`)
  return ids.length === 0 ? mutants : mutants.filter(({ id }) => ids.includes(id))
}

async function judgeAll(mutants: readonly Mutant[], folder: string): Promise<Verdict[]> {
  const workers = Math.max(1, availableParallelism())
  const trees = Array.from({ length: workers }, (_, index) => join(folder, `tree-${index}`, 'node_modules'))
  for (const tree of trees) makePackageTree(tree)
  const baseline = await judgeUnmutated(trees[0] ?? folder)
  const waiting = [...mutants]
  const verdicts = new Map<string, Verdict>()
  await Promise.all(
    trees.map(async (tree) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const verdict = await judgeMutant(next, tree, baseline)
        verdicts.set(next.id, verdict)
        console.error(`${verdicts.size}/${mutants.length} ${next.id}: ${verdict.outcome}`)
      }
    }),
  )
  return mutants.flatMap(({ id }) => verdicts.get(id) ?? [])
}

/** The same harness with nothing changed must be green: what a mutant shows is then the mutant's doing. */
async function judgeUnmutated(tree: string): Promise<Baseline> {
  const scenarios = loadScenarios()
  const { exitCode, findings, ran } = await runSuite(tree)
  if (exitCode !== 0 || ran !== scenarios.length)
    throw new HarnessError(`The unmutated client is not green: exit code ${exitCode}, ${ran} scenarios.`)
  return {
    findings: new Set(findings.map(keyOf)),
    scenariosOf: (requirement) =>
      scenarios.filter(({ scenario }) => scenario.requirements.includes(requirement)).map(({ id }) => id),
  }
}
