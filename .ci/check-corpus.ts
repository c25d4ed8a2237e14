// Judges real traces by every check: npx tsx .ci/check-corpus.ts [traces.jsonl.gz] [--show <requirement>] [--all] [--bench]
// The service must keep every `must` on every real exchange, recorders' doing apart (see corpus-faults.ts). Exit 1 if it does not.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Finding } from '../src/contract/finding.ts'
import { judgeTrace } from '../src/contract/judge-trace.ts'
import { requirements } from '../src/contract/requirements.ts'
import { seeExchange } from '../src/contract/see-exchange.ts'
import { type CorpusTrace, readTrace } from './corpus-exchange.ts'
import { findFault } from './corpus-faults.ts'

const args = process.argv.slice(2)
const shown = args.includes('--show') ? args[args.indexOf('--show') + 1] : undefined
const file = args[0]?.endsWith('.gz')
  ? args[0]
  : new URL('../../shared/corpus/traces.jsonl.gz', import.meta.url)
const traces = gunzipSync(readFileSync(file))
  .toString()
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as CorpusTrace)

interface Row {
  kept: number
  broken: number
  readonly faults: Map<string, number>
  readonly by: Map<string, number>
  readonly examples: string[]
}
const rows = new Map<string, Row>()
const row = (id: string): Row => {
  const known = rows.get(id) ?? { kept: 0, broken: 0, faults: new Map(), by: new Map(), examples: [] }
  rows.set(id, known)
  return known
}
const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1)

let exchanges = 0
let judging = 0
for (const trace of traces) {
  const read = readTrace(trace)
  exchanges += read.length
  const vaultHosts = [
    ...new Set(read.map(({ request }) => /^https?:\/\/([^/:]+)/.exec(request.url)?.[1] ?? '')),
  ].filter((host) => /^fakevault|vault-int\.azure-int\.net$/.test(host))
  const start = performance.now()
  const judge = judgeTrace({ findingsPerRequirement: Number.POSITIVE_INFINITY })
  for (const exchange of read) judge.see(seeExchange(exchange, { vaultHosts }))
  judge.end()
  judging += performance.now() - start
  const { findings, verdicts } = judge.result()
  for (const [id, { kept }] of verdicts) row(id).kept += kept
  for (const finding of findings) take(finding, trace)
}

function take(finding: Finding, trace: CorpusTrace): void {
  const entry = row(finding.requirement)
  const exchange = trace.exchanges[finding.exchange ?? 0]
  const fault = exchange && findFault(finding, exchange, trace)
  if (fault) {
    count(entry.faults, fault)
    return
  }
  entry.broken++
  count(entry.by, `${trace.source} ${trace.format} ${trace.date.slice(0, 4)}`)
  const show = shown === finding.requirement
  if (entry.examples.length < (show ? 40 : 2)) {
    entry.examples.push(
      `${finding.message} [${trace.source} ${trace.path.split('/').pop()} ${trace.date} #${finding.exchange}] ${show ? `${finding.pointer}: ${finding.expected} / ${finding.received}` : ''}`,
    )
  }
}

let failed = false
for (const [id, { kept, broken, faults, by, examples }] of [...rows].sort()) {
  const { subject, level } = requirements.get(id) ?? { subject: '?', level: '?' }
  const counts = (map: Map<string, number>): string =>
    [...map].map(([key, value]) => `${key} ${value}`).join('; ')
  console.log(
    `${subject.padEnd(7)} ${level.padEnd(6)} ${id.padEnd(45)} kept ${String(kept).padStart(6)}  broken ${String(broken).padStart(6)}  faults: ${counts(faults) || '-'}`,
  )
  if (broken > 0 && (shown === id || args.includes('--all')))
    console.log(`    ${counts(by)}\n    ${examples.join('\n    ')}`)
  if (broken > 0 && subject === 'service' && level === 'must') failed = true
}
console.log(
  `${traces.length} recordings, ${exchanges} exchanges, ${Math.round((exchanges / judging) * 1000)} exchanges/s in judging`,
)
if (args.includes('--bench')) bench()
if (failed) process.exit(1)

/** Speed once the engine is warm: reading apart, parsing of bodies included. */
function bench(): void {
  const read = traces.map(readTrace)
  const start = performance.now()
  for (const trace of read) {
    const judge = judgeTrace()
    for (const exchange of trace) judge.see(seeExchange(exchange))
    judge.end()
  }
  console.log(`${Math.round((exchanges / (performance.now() - start)) * 1000)} exchanges/s warm`)
}
