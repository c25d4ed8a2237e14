// Sends the requests of real traces to a fresh reference vault and compares its answers with the recorded ones:
//   SHARED=../shared npx tsx .ci/corpus/replay.ts [--show <kind of difference>]
// Compared are status, code, inner code, message, members, types, the values that follow from requests, headers, versions. Names, versions and blobs are mapped; pending windows are
// looked up ahead in the trace. What cannot be compared (secrets from before the trace began, edited api-versions) is
// counted as skipped.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { matchOperation } from '../../src/contract/match-operation.ts'
import { createReplay } from '../replay/create-replay.ts'
import { absoluteUrl, type RecordedExchange, type Trace } from '../replay/trace.ts'

const file = `${process.env['SHARED'] ?? '../shared'}/corpus/traces.jsonl.gz`
const [option, wanted] = process.argv.slice(2)
const byKind = new Map<string, { compared: number; equal: number }>()

const tally = { traces: 0, exchanges: 0, skipped: new Map<string, number>(), compared: 0, equal: 0 }
const differences = new Map<string, { count: number; example: string }>()

for (const line of gunzipSync(readFileSync(file)).toString().split('\n')) {
  if (line === '') continue
  const trace = JSON.parse(line) as Trace
  tally.traces++
  const replay = createReplay(trace)
  for (const [index, exchange] of trace.exchanges.entries()) {
    tally.exchanges++
    const result = await replay(exchange, index)
    if ('skipped' in result) tally.skipped.set(result.skipped, (tally.skipped.get(result.skipped) ?? 0) + 1)
    else count(result.differences, { trace, exchange, index })
  }
}

function count(
  found: readonly string[],
  where: { trace: Trace; exchange: RecordedExchange; index: number },
): void {
  tally.compared++
  const kind = `${matchOperation(where.exchange.method, absoluteUrl(where.exchange.url))?.operation ?? 'no operation'} ${where.exchange.status}`
  const sums = byKind.get(kind) ?? { compared: 0, equal: 0 }
  byKind.set(kind, sums)
  sums.compared++
  if (found.length === 0) {
    tally.equal++
    sums.equal++
  }
  for (const difference of found) {
    const { trace, exchange, index } = where
    const example = `${trace.source} ${trace.path.slice(-70)} #${index} ${exchange.method} ${exchange.url.slice(0, 160)}`
    const entry = differences.get(difference) ?? { count: 0, example }
    entry.count++
    differences.set(difference, entry)
    if (option === '--show' && wanted !== undefined && difference.includes(wanted))
      console.log(`${difference}\n    ${example}`)
  }
}

console.log(
  `${tally.traces} traces, ${tally.exchanges} exchanges, ${tally.compared} compared, ${tally.equal} equal`,
)
console.log('skipped:', Object.fromEntries(tally.skipped))
for (const [kind, { count: times, example }] of [...differences].sort((a, b) => b[1].count - a[1].count)) {
  console.log(`${String(times).padStart(6)}  ${kind}\n        e.g. ${example}`)
}

for (const [kind, { compared, equal }] of [...byKind].sort()) {
  console.log(`${kind.padEnd(28)} ${String(equal).padStart(6)} of ${String(compared).padStart(6)} agree`)
}
const agreement = tally.equal / tally.compared
console.log(`agreement ${(agreement * 100).toFixed(2)} % (at least 99 % wanted)`)
if (!(agreement >= 0.99) || tally.compared < 20_000) process.exitCode = 1
