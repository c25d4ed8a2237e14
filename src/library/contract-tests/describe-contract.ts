import { relative } from 'node:path'
import { beforeAll, describe, type TestContext, test } from 'vitest'
import type { Report } from '../../contract/generated/types/report.ts'
import type { Requirement } from '../../contract/generated/types/requirement.ts'
import { HarnessError } from '../../wire/errors.ts'
import { ContractError } from './contract-error.ts'
import type { ContractOptions, ContractSubject } from './contract-options.ts'
import { runContract } from './contract-run.ts'
import { formatBroken, formatFault, formatStale } from './format-outcome.ts'
import { judgeRequirement } from './judge-requirement.ts'
import { type ContractPlan, planContract } from './plan-contract.ts'

/**
 * The contract as tests of your own repository: one test a requirement, named by its id and statement, so that `-t` finds
 * it. Each scenario that one of the selected tests needs runs once, before the first of them. A requirement is red when a
 * scenario breaks it, with the exchange that shows it; when it could not be judged; and when it was known to fail and no
 * longer does. One that no scenario put to the test is skipped, with the reason: never passed.
 *
 * @param subject what is put to the test: a function that makes a client, or a bundled client, a package or a driver
 * @throws UsageError while tests are collected, for an option that means nothing
 *
 * @example
 * import { describeContract } from 'keyvault-contract/vitest'
 * import { SecretClient } from '../src/index.ts'
 *
 * describeContract('my fork', (vaultUrl, credential, options) => new SecretClient(vaultUrl, credential, options))
 */
export function describeContract(
  name: string,
  subject: ContractSubject,
  options: ContractOptions = {},
): void {
  const plan = planContract(options)
  describe(name, () => {
    let report: Report | undefined
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are wanted: none.
    beforeAll(async ({}, suite) => {
      const wanted = new Set(suite.tasks.filter(({ mode }) => willRun(mode)).map((task) => task.name))
      const needed = plan.requirements.filter((requirement) => wanted.has(titleOf(requirement)))
      const ids = new Set(needed.flatMap(({ id }) => plan.neededFor(id)))
      report = await runContract(name, subject, { plan, options, ids })
    }, options.timeout ?? 600_000)
    for (const requirement of plan.requirements) {
      test(titleOf(requirement), async (context) => {
        if (report === undefined) throw new HarnessError('The scenarios were not run.')
        await tell(requirement, context, { report, plan })
      })
    }
  })
}

function titleOf({ id, statement }: Requirement): string {
  return `${id}: ${statement}`
}

function willRun(mode: string): boolean {
  return mode !== 'skip' && mode !== 'todo'
}

/** Makes the outcome of a requirement that of its test. */
async function tell(
  requirement: Requirement,
  { skip, annotate, task }: TestContext,
  { report, plan }: { readonly report: Report; readonly plan: ContractPlan },
): Promise<void> {
  const outcome = judgeRequirement(requirement, report, plan)
  const { id } = requirement
  const rerun = rerunCommand(task.file.filepath, id)
  switch (outcome.end) {
    case 'kept':
      return
    case 'known':
      for (const reason of outcome.reasons) await annotate(reason, 'known failure')
      return
    case 'not-judged':
      return skip(outcome.reasons.join('; '))
    case 'broken':
      throw new ContractError('ContractError', formatBroken(id, outcome.findings, rerun))
    case 'fault':
      throw new ContractError('HarnessError', formatFault(id, outcome, rerun))
    case 'stale':
      throw new ContractError('StaleKnownFailure', formatStale(id, outcome, rerun))
  }
}

/** An id has no character that a shell or a pattern would take for something else. */
function rerunCommand(file: string, id: string): string {
  return `npx vitest run ${relative(process.cwd(), file)} -t "${id}:"`
}
