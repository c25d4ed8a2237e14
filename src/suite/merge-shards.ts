import type { MatrixReport, Report, ReportFile, Shard } from '../contract/generated/types/report.ts'
import { UsageError } from '../wire/errors.ts'
import { quietFlakyOf } from './flaky.ts'
import { idleInAll } from './idle-in-all.ts'
import { sumReports } from './sum-reports.ts'

/** The report of one shard, and the file that it was read from. */
export interface ReportPart<T extends ReportFile = ReportFile> {
  readonly file: string
  readonly report: T
}

/**
 * The report of a whole run from those of all its shards, be it of one client or of several.
 *
 * @throws UsageError when a part is of no shard, when parts are of different runs, and when a shard is missing or there twice
 */
export function mergeShards(parts: readonly ReportPart[]): ReportFile {
  const matrices = parts.flatMap(({ file, report }) => ('clients' in report ? [{ file, report }] : []))
  const singles = parts.flatMap(({ file, report }) => ('clients' in report ? [] : [{ file, report }]))
  const [matrix] = matrices
  const [single] = singles
  if (matrix && single)
    throw new UsageError(
      `${matrix.file} is of several clients, ${single.file} of one: they are not of one run.`,
    )
  return matrix ? mergeMatrices(matrices) : mergeOne(singles)
}

/** A client that one shard could not judge is not judged. */
function mergeMatrices(parts: readonly ReportPart<MatrixReport>[]): MatrixReport {
  const names = new Set(parts.flatMap(({ report }) => namesIn(report)))
  const clients: Report[] = []
  const notJudged: MatrixReport['notJudged'] = []
  for (const name of names) {
    const without = parts.find(({ report }) => !namesIn(report).includes(name))
    if (without)
      throw new UsageError(`${without.file} says nothing of ${name}: the parts are not of one run.`)
    const missing = parts.flatMap(({ report }) => report.notJudged).filter((client) => client.name === name)
    const judged = parts.flatMap(({ file, report }) =>
      report.clients.filter((client) => client.name === name).map((client) => ({ file, report: client })),
    )
    if (missing[0]) notJudged.push(missing[0])
    else clients.push({ name, ...mergeOne(judged) })
  }
  return { clients, notJudged }
}

function namesIn({ clients, notJudged }: MatrixReport): string[] {
  return [...clients.map(({ name, client }) => name ?? client.name), ...notJudged.map(({ name }) => name)]
}

function mergeOne(parts: readonly ReportPart<Report>[]): Report {
  const [first, ...others] = parts.map((part) => ({ ...part, shard: shardIn(part) }))
  if (!first) throw new UsageError('There is nothing to merge.')
  for (const other of others) demandSameRun(first, other)
  const shards = [first, ...others]
  for (const part of shards) demandComplete(part)
  demandWhole(shards)
  const { receipt, summary, requirements, scenarios } = sumReports([
    first.report,
    ...others.map(({ report }) => report),
  ])
  if (receipt.planned !== first.shard.selected)
    throw new UsageError(
      `The parts planned ${receipt.planned} scenarios, the run selected ${first.shard.selected}: they are not of one run.`,
    )
  demandEachOnce(scenarios)
  const stale = staleIn(shards)
  return {
    client: first.report.client,
    contract: first.report.contract,
    receipt: { ...receipt, scenarioHash: first.shard.selectionHash },
    summary,
    requirements,
    ...(stale.length > 0 ? { staleKnownFailures: stale } : {}),
    ...quietFlakyOf(shards.map(({ report }) => report)),
    scenarios,
  }
}

interface ShardPart extends ReportPart<Report> {
  readonly shard: Shard
}

function shardIn({ file, report: { shard } }: ReportPart<Report>): Shard {
  if (shard) return shard
  throw new UsageError(`${file} is the report of a whole run, not of a shard (test --shard i/n).`)
}

function demandSameRun(first: ShardPart, other: ShardPart): void {
  const ofOther = identityOf(other)
  for (const [what, value] of Object.entries(identityOf(first))) {
    if (ofOther[what] === value) continue
    throw new UsageError(
      `${first.file} and ${other.file} are not of one run: their ${what} is ${value} and ${ofOther[what]}.`,
    )
  }
}

/** What all parts of one run have in common. */
function identityOf({ report: { client, contract }, shard }: ShardPart): Record<string, string> {
  const { name, version, language, runtime = 'unknown', defaultApiVersion = 'unknown' } = client
  return {
    client: `${name} ${version} (${language})`,
    runtime,
    'default api-version': defaultApiVersion,
    'api-version': contract.apiVersion,
    'tool version': contract.version,
    'contract hash': contract.hash,
    'number of shards': String(shard.count),
    'selection of scenarios': `${shard.selected}, ${shard.selectionHash}`,
    'hash of settings (fork or driver, mode, known failures, flaky scenarios)': shard.settingsHash,
  }
}

/** What the numbers of a report say must be in it: a list that was cut off, or edited, is not a report of anything. */
function demandComplete({ file, report: { receipt, summary, scenarios } }: ShardPart): void {
  const statuses = {
    passed: 'passed',
    failed: 'failed',
    known: 'known',
    flaky: 'flaky',
    skipped: 'skipped',
    errors: 'error',
  } as const
  const sums = Object.entries(statuses).map(([name, status]) => ({
    name,
    told: summary[name as keyof typeof statuses] ?? 0,
    found: scenarios.filter((result) => result.status === status).length,
  }))
  const all = { name: 'scenarios', told: summary.scenarios, found: scenarios.length }
  const planned = { name: 'planned scenarios', told: receipt.planned, found: scenarios.length }
  const wrong = [all, planned, ...sums].find(({ told, found }) => told !== found)
  if (wrong === undefined) return
  throw new UsageError(`${file} is not whole: it says ${wrong.told} ${wrong.name} and has ${wrong.found}.`)
}

function demandWhole(parts: readonly [ShardPart, ...ShardPart[]] | readonly ShardPart[]): void {
  const files = new Map<number, string>()
  for (const { file, shard } of parts) {
    const before = files.get(shard.index)
    if (before !== undefined)
      throw new UsageError(`${before} and ${file} are both shard ${shard.index}/${shard.count}.`)
    files.set(shard.index, file)
  }
  const count = parts[0]?.shard.count ?? 0
  const missing = Array.from({ length: count }, (_, position) => position + 1).filter((i) => !files.has(i))
  if (missing.length === 0) return
  throw new UsageError(
    `The run is not whole: missing ${missing.length === 1 ? 'is shard' : 'are shards'} ${missing.map((i) => `${i}/${count}`).join(', ')}.`,
  )
}

/** What one shard ran, no other did. */
function demandEachOnce(scenarios: Report['scenarios']): void {
  const seen = new Set<string>()
  for (const { id, apiVersion = 'default' } of scenarios) {
    const key = `${id} (api-version ${apiVersion})`
    if (seen.has(key)) throw new UsageError(`Two parts ran ${key}: they are not of one run.`)
    seen.add(key)
  }
}

/** What a shard could tell by itself, and what takes all of them: an entry about scenarios of several shards. */
function staleIn(parts: readonly ShardPart[]): string[] {
  const own = parts.flatMap(({ report }) => report.staleKnownFailures ?? [])
  const idle = idleInAll(parts.map(({ shard }) => shard.idleKnownFailures)).filter(({ judged }) => judged)
  return [...new Set([...own, ...idle.map(({ entry }) => entry)])]
}
