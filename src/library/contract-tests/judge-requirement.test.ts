import { SecretClient } from '@azure/keyvault-secrets'
import { describe, expect, test } from 'vitest'
import type { KnownFailure } from '../../contract/generated/types/known-failures.ts'
import type { Report, ReportedFinding, ScenarioResult } from '../../contract/generated/types/report.ts'
import { getRequirement } from '../../contract/requirements.ts'
import { runContract } from './contract-run.ts'
import { judgeRequirement, type RequirementOutcome } from './judge-requirement.ts'
import { planContract } from './plan-contract.ts'

const id = 'identifiers/port-kept'
const scenario = 'identifiers/port-is-kept'
const finding: ReportedFinding = {
  requirement: id,
  level: 'must',
  subject: 'client',
  pointer: '',
  expected: 'a port',
  received: 'none',
  message: 'The port is gone.',
}

function resultOf(changes: Partial<ScenarioResult> = {}): ScenarioResult {
  return { id: scenario, status: 'passed', exchanges: 0, judged: 1, findings: [], ...changes }
}

function reportOf(scenarios: ScenarioResult[], kept = 0, version = '4.11.2'): Report {
  return {
    client: { name: 'mine', version, language: 'javascript' },
    contract: { version: '1', hash: '0', apiVersion: 'default' },
    receipt: { scenarioHash: '0', planned: 1, started: 1, served: 1, judged: 1 },
    summary: { scenarios: 1, passed: 1, failed: 0, known: 0, skipped: 0, exchanges: 1, requirements: 1 },
    requirements: kept === 0 ? [] : [{ id, kept, broken: 0 }],
    scenarios,
  }
}

function judge(report: Report, knownFailures: readonly KnownFailure[] = [], of = id): RequirementOutcome {
  return judgeRequirement(getRequirement(of), report, planContract({ knownFailures }))
}

const entry: KnownFailure = { requirement: id, reason: 'It drops the port.', link: 'https://example.com/1' }

describe('the outcome of a requirement', () => {
  test('kept: put to the test, and never broken', () => {
    expect(judge(reportOf([resultOf()], 2))).toEqual({ end: 'kept', times: 2 })
  })

  test('broken: also in a scenario that is about something else, and whatever else could not be judged', () => {
    const elsewhere = resultOf({ id: 'paging/short-pages', status: 'failed', findings: [finding] })
    const outcome = judge(reportOf([elsewhere, resultOf({ status: 'error', reason: 'it died' })], 1))
    expect(outcome).toMatchObject({
      end: 'broken',
      findings: [{ scenario: { id: 'paging/short-pages' }, finding }],
    })
  })

  test('a fault: one of its scenarios could not be judged, though it was kept in others', () => {
    const outcome = judge(reportOf([resultOf({ status: 'error', reason: 'the driver died' })], 3), [entry])
    expect(outcome).toEqual({ end: 'fault', reasons: [`${scenario}: the driver died`] })
  })

  test.for<[string, ScenarioResult[], string[]]>([
    [
      'skipped',
      [resultOf({ status: 'skipped', reason: 'the driver does not declare x', judged: 0 })],
      ['the driver does not declare x'],
    ],
    ['not selected', [], ['none of the selected scenarios is about it']],
    ['run in vain', [resultOf({ judged: 0 })], ['no scenario came to what it is about']],
  ])('never kept when nothing put it to the test: %s', ([, results, reasons]) => {
    expect(judge(reportOf(results))).toEqual({ end: 'not-judged', reasons })
  })
})

test('a requirement that no check covers says why', () => {
  const { requirements } = planContract({})
  const uncovered = requirements.find(({ judgedBy }) => judgedBy === 'none')
  expect(uncovered?.reason).toBeTruthy()
  const outcome = judge(reportOf([resultOf()]), [], uncovered?.id)
  expect(outcome).toEqual({ end: 'not-judged', reasons: [uncovered?.reason] })
})

describe('known failures', () => {
  const known = resultOf({ status: 'known', findings: [{ ...finding, known: entry.reason }] })

  test('known: every finding is', () => {
    expect(judge(reportOf([known], 1), [entry])).toEqual({ end: 'known', reasons: [entry.reason] })
  })

  test('broken: another finding is none', () => {
    const results = [known, resultOf({ id: 'paging/short-pages', findings: [finding] })]
    expect(judge(reportOf(results), [entry]).end).toBe('broken')
  })

  test.for<[string, Partial<KnownFailure>, ScenarioResult[], string]>([
    ['gone', {}, [resultOf()], 'stale'],
    ['gone from its scenario', { scenario: 'identifiers/*' }, everyOf('identifiers/'), 'stale'],
    ['of which not all scenarios ran', { scenario: 'identifiers/*' }, [resultOf()], 'kept'],
    ['of another version', { client: '4.10.x' }, [resultOf()], 'kept'],
    ['of another api-version', { apiVersions: ['7.4'] }, [resultOf()], 'kept'],
    ['of another requirement', { requirement: 'identifiers/parse' }, [resultOf()], 'kept'],
  ])('an entry that is %s', ([, changes, results, end]) => {
    expect(judge(reportOf(results, 1), [{ ...entry, ...changes }]).end).toBe(end)
  })

  test('an entry for a scenario alone belongs to the first requirement of the scenario', () => {
    const { requirement: _, ...whole } = { ...entry, scenario }
    const outcome = judge(reportOf([resultOf()], 1), [whole])
    expect(outcome).toEqual({
      end: 'stale',
      entries: [`${scenario}: It drops the port. (https://example.com/1)`],
    })
    expect(judge(reportOf([resultOf()], 1), [whole], 'identifiers/parse').end).not.toBe('stale')
  })

  test('what is judged on traces may be broken anywhere: an entry is gone only when everything ran', () => {
    const onTraces = { ...entry, requirement: 'request/user-agent' }
    const report = {
      ...reportOf([resultOf()]),
      requirements: [{ id: 'request/user-agent', kept: 1, broken: 0 }],
    }
    expect(judge(report, [onTraces], 'request/user-agent').end).toBe('kept')
    const all = { ...report, scenarios: everyOf('') }
    expect(judge(all, [onTraces], 'request/user-agent').end).toBe('stale')
  })
})

function everyOf(prefix: string): ScenarioResult[] {
  return planContract({})
    .allScenarios.filter((loaded) => loaded.id.startsWith(prefix))
    .map((loaded) => resultOf({ id: loaded.id }))
}

describe('a run', () => {
  const options = { scenarios: ['request/longest-name'] }
  const plan = planContract(options)
  const ids = new Set(plan.scenarios.map((loaded) => loaded.id))

  test('a client that does not use the transport it is given comes to the same vaults', async () => {
    const report = await runContract('mine', (url, credential) => new SecretClient(url, credential), {
      plan,
      options,
      ids,
    })
    expect(report.summary).toMatchObject({ scenarios: 1, passed: 1 })
    expect(report.summary.exchanges).toBeGreaterThan(1)
  })

  test.for<[string, object]>([
    ['exports no class `SecretClient`; it exports other.', { module: { other: 1 } }],
    ['Unknown client "cobol"', { client: 'cobol' }],
  ])('a subject that is none: %s', async ([message, subject]) => {
    await expect(runContract('mine', subject as { module: object }, { plan, options, ids })).rejects.toThrow(
      message,
    )
  })

  test.for<[string, object]>([
    ['apiVersion "7.77" is unknown', { apiVersion: '7.77' }],
    ['scenarios "paging/nothing" matches no scenario', { scenarios: ['paging/nothing'] }],
    ['cannot be read (ENOENT)', { knownFailures: 'nowhere.yaml' }],
    [
      'knownFailures/0: There is no requirement "paging/nothing"',
      { knownFailures: [{ ...entry, requirement: 'paging/nothing' }] },
    ],
    ['knownFailures/0/reason is missing', { knownFailures: [{ requirement: id, link: entry.link }] }],
  ])('an option that means nothing: %s', ([message, wrong]) => {
    expect(() => planContract(wrong)).toThrow(message)
  })
})
