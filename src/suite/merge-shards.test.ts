import { expect, test } from 'vitest'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { Report } from '../contract/generated/types/report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { exitCodeOf } from './exit-code.ts'
import { exitCodeOfMatrix } from './matrix-exit-code.ts'
import { mergeReports } from './merge-reports.ts'
import { mergeShards, type ReportPart } from './merge-shards.ts'
import type { SuiteOptions } from './run-suite.ts'
import { takeShard } from './shard.ts'
import { readScenario, runFake } from './suite-test-support.ts'

const good = ['area/a', 'area/b', 'area/c', 'area/d', 'area/e'].map((id) => readScenario(id))
const withFailure = [...good, readScenario('area/f', 'missing')]
const entry: KnownFailure = { scenario: 'area/*', reason: 'it reads badly', link: 'https://example.com/1' }

async function runShards(
  count: number,
  selected = good,
  options: Partial<SuiteOptions> = {},
): Promise<ReportPart<Report>[]> {
  const parts: ReportPart<Report>[] = []
  for (let index = 1; index <= count; index++) {
    const shard = { index, count, selected }
    const report = await runFake(takeShard(selected, shard), { shard, ...options })
    parts.push({ file: `part-${index}.json`, report })
  }
  return parts
}

function mergeOne(parts: readonly ReportPart[]): Report {
  const merged = mergeShards(parts)
  if ('clients' in merged) throw new Error('several clients')
  expect(validateDocument('report', merged)).toEqual([])
  return merged
}

/** What differs from run to run. */
function withoutTimes({ summary, scenarios, ...report }: Report): unknown {
  return {
    ...report,
    summary: { ...summary, durationMs: 0 },
    scenarios: scenarios.map(({ durationMs, ...result }) => result),
  }
}

test('shards merged, in any order, are the report of the whole run', async () => {
  const parts = await runShards(3)
  expect(parts.map(({ report }) => report.shard)).toMatchObject(
    [1, 2, 3].map((index) => ({ index, count: 3 })),
  )
  const whole = await runFake(good)
  expect(withoutTimes(mergeOne(parts.toReversed()))).toEqual(withoutTimes(whole))
  expect(exitCodeOf(mergeOne(parts))).toBe(0)
})

test('a finding in one shard is one of the whole', async () => {
  const merged = mergeOne(await runShards(2, withFailure))
  expect(merged.summary).toMatchObject({ scenarios: 6, passed: 5, failed: 1 })
  expect(exitCodeOf(merged)).toBe(1)
})

test('a known failure that one shard needs is stale in none', async () => {
  const parts = await runShards(2, withFailure, { knownFailures: [entry] })
  expect(parts.map(({ report }) => report.staleKnownFailures)).toEqual([undefined, undefined])
  expect(exitCodeOf(mergeOne(parts))).toBe(0)
})

test('one that no shard needs is stale in the whole, or where all its scenarios are', async () => {
  const across = await runShards(2, good, { knownFailures: [entry] })
  expect(across.map(({ report }) => report.staleKnownFailures)).toEqual([undefined, undefined])
  expect(mergeOne(across).staleKnownFailures).toEqual(['area/* (it reads badly)'])
  expect(exitCodeOf(mergeOne(across))).toBe(1)

  const within = await runShards(2, good, { knownFailures: [{ ...entry, scenario: 'area/b' }] })
  expect(within.map(({ report }) => report.staleKnownFailures)).toEqual([
    undefined,
    ['area/b (it reads badly)'],
  ])
  expect(mergeOne(within).staleKnownFailures).toEqual(['area/b (it reads badly)'])
})

test('nothing is stale that is also about scenarios outside the run, or that could not be judged', async () => {
  const allIds = [...good.map(({ id }) => id), 'area/elsewhere']
  const some = await runShards(2, good, { knownFailures: [entry], allIds })
  expect(mergeOne(some).staleKnownFailures).toBeUndefined()
  const dead = [...good, readScenario('area/f', 'die')]
  const merged = mergeOne(await runShards(2, dead, { knownFailures: [entry] }))
  expect(merged.staleKnownFailures).toBeUndefined()
  expect(exitCodeOf(merged)).toBe(3)
})

test('several api-versions in each shard', async () => {
  const first = await runShards(2, good, { apiVersion: '7.5', knownFailures: [entry] })
  const second = await runShards(2, good, { apiVersion: '7.6', knownFailures: [entry] })
  const parts = first.map(({ file, report }, index) => {
    const other = second[index]?.report ?? report
    return { file, report: mergeReports([report, other]) }
  })
  const merged = mergeOne(parts)
  expect(merged.summary.scenarios).toBe(10)
  expect(merged.receipt.planned).toBe(10)
  expect(merged.staleKnownFailures).toEqual(['area/* (it reads badly)'])
})

test('parts that are not one whole run are refused, each in its own words', async () => {
  const parts = await runShards(3)
  const [one, two, three] = parts
  if (!(one && two && three)) throw new Error('three shards')
  const changed = (changes: Partial<Report>): ReportPart => {
    return { file: 'odd.json', report: { ...two.report, ...changes } }
  }
  const refusal = (...given: ReportPart[]): string => {
    try {
      mergeShards(given)
      return 'merged'
    } catch (error) {
      return String(error).replaceAll(/[0-9a-f]{64}/g, '…')
    }
  }
  const { shard, ...whole } = two.report
  if (!shard) throw new Error('a shard')
  const { contract, client, receipt, summary, scenarios } = two.report
  expect([
    refusal(),
    refusal(one),
    refusal(one, two),
    refusal(one, two, { ...two, file: 'copy.json' }),
    refusal(one, { file: 'whole.json', report: whole }, three),
    refusal(one, changed({ contract: { ...contract, hash: 'f'.repeat(64) } }), three),
    refusal(one, changed({ contract: { ...contract, apiVersion: '7.4' } }), three),
    refusal(one, changed({ client: { ...client, version: '9.9' } }), three),
    refusal(one, changed({ shard: { ...shard, count: 4 } }), three),
    refusal(one, changed({ shard: { ...shard, selectionHash: '0'.repeat(64) } }), three),
    refusal(one, changed({ shard: { ...shard, settingsHash: '0'.repeat(64) } }), three),
    refusal(one, changed({ scenarios: one.report.scenarios }), three),
    refusal(one, changed({ receipt: { ...receipt, planned: 1 } }), three),
    refusal(one, changed({ scenarios: scenarios.slice(1) }), three),
    refusal(one, changed({ summary: { ...summary, passed: 1, skipped: 1 } }), three),
    refusal(
      one,
      changed({
        receipt: { ...receipt, planned: 1 },
        summary: { ...summary, scenarios: 1, passed: 1 },
        scenarios: scenarios.slice(1),
      }),
      three,
    ),
    refusal(one, two, { file: 'matrix.json', report: { clients: [], notJudged: [] } }),
  ]).toMatchInlineSnapshot(`
    [
      "UsageError: There is nothing to merge.",
      "UsageError: The run is not whole: missing are shards 2/3, 3/3.",
      "UsageError: The run is not whole: missing is shard 3/3.",
      "UsageError: part-2.json and copy.json are both shard 2/3.",
      "UsageError: whole.json is the report of a whole run, not of a shard (test --shard i/n).",
      "UsageError: part-1.json and odd.json are not of one run: their contract hash is … and ….",
      "UsageError: part-1.json and odd.json are not of one run: their api-version is default and 7.4.",
      "UsageError: part-1.json and odd.json are not of one run: their client is fake 1.2.3 (none) and fake 9.9 (none).",
      "UsageError: part-1.json and odd.json are not of one run: their number of shards is 3 and 4.",
      "UsageError: part-1.json and odd.json are not of one run: their selection of scenarios is 5, … and 5, ….",
      "UsageError: part-1.json and odd.json are not of one run: their hash of settings (fork or driver, mode, known failures, flaky scenarios) is … and ….",
      "UsageError: Two parts ran area/a (api-version default): they are not of one run.",
      "UsageError: odd.json is not whole: it says 1 planned scenarios and has 2.",
      "UsageError: odd.json is not whole: it says 2 scenarios and has 1.",
      "UsageError: odd.json is not whole: it says 1 passed and has 2.",
      "UsageError: The parts planned 4 scenarios, the run selected 5: they are not of one run.",
      "UsageError: matrix.json is of several clients, part-1.json of one: they are not of one run.",
    ]
  `)
})

test('several clients: each merged by itself; one that a shard could not judge is not judged', async () => {
  const parts = await runShards(2)
  const matrix = (report: Report, isGoThere: boolean): ReportPart['report'] => ({
    clients: [{ ...report, name: 'python' }, ...(isGoThere ? [{ ...report, name: 'go' }] : [])],
    notJudged: isGoThere ? [] : [{ name: 'go', reason: 'There is no Go.' }],
  })
  const merge = (...isGoThere: boolean[]): ReturnType<typeof mergeShards> =>
    mergeShards(
      parts.map(({ file, report }, index) => ({ file, report: matrix(report, isGoThere[index] ?? true) })),
    )
  const both = merge(true, true)
  const one = merge(true, false)
  if (!('clients' in both && 'clients' in one)) throw new Error('one client')
  expect(both.clients.map(({ name, summary }) => [name, summary.passed])).toEqual([
    ['python', 5],
    ['go', 5],
  ])
  expect(exitCodeOfMatrix(both)).toBe(0)
  expect(one.clients.map(({ name }) => name)).toEqual(['python'])
  expect(one.notJudged).toEqual([{ name: 'go', reason: 'There is no Go.' }])
  expect(exitCodeOfMatrix(one)).toBe(3)
  const [first, second] = parts
  if (!(first && second)) throw new Error('two shards')
  const silent = { ...second, report: { clients: [{ ...second.report, name: 'python' }], notJudged: [] } }
  expect(() => mergeShards([{ ...first, report: matrix(first.report, true) }, silent])).toThrow(
    'part-2.json says nothing of go: the parts are not of one run.',
  )
})
