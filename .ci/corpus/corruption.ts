// Corrupts real exchanges systematically and holds the contract to noticing, kind by kind:
//   npx tsx .ci/corpus/corruption.ts [traces.jsonl.gz] [--samples n] [--seed n] [--only text] [--misses]
// Opportunities come from the corpus; where it has too few (retries, tokens that recorders drop), from traces of our own vault.
// Exit 1: less than 99 % of all noticed, a kind below its bar, or a kind without any opportunity.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { formatTable, totals } from '../../tests/corruption/format-table.ts'
import { corruptionKinds } from '../../tests/corruption/kinds.ts'
import { readCorpusTrace } from '../../tests/corruption/read-corpus-trace.ts'
import { recordTraces } from '../../tests/corruption/record-traces.ts'
import { type KindResult, runCorruption } from '../../tests/corruption/run-corruption.ts'

/** Of all. */
const least = 0.99
/** Of one kind: an answer in fifty may be of a recording that its editors left in no state to judge; more is blindness. */
const leastOfKind = 0.98

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    samples: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    misses: { type: 'boolean', default: false },
  },
})
const file = positionals[0] ?? `${process.env['SHARED'] ?? '../shared'}/corpus/traces.jsonl.gz`
const lines = existsSync(file)
  ? gunzipSync(readFileSync(file))
      .toString()
      .split('\n')
      .filter((line) => line !== '')
  : []
const start = performance.now()
const traces = lines.map(readCorpusTrace)
const reserve = await recordTraces()
const results = runCorruption(traces, {
  reserve,
  kinds: corruptionKinds.filter(({ id }) => id.includes(values.only)),
  samples: Number(values.samples),
  seed: Number(values.seed),
})
console.log(formatTable(results))
if (values.misses)
  for (const { kind, misses } of results) for (const miss of misses) console.log(`${kind.id}: ${miss}`)
if (lines.length === 0) console.log(`No ${file}: traces of our own vault only.`)
const seconds = ((performance.now() - start) / 1000).toFixed(1)
console.log(
  `${traces.length} traces of the corpus and ${reserve.length} of our own vault, seed ${values.seed}, at most ${values.samples} a kind, ${seconds} s`,
)
const wrong = problemsOf(results)
for (const problem of wrong) console.log(problem)
process.exitCode = wrong.length > 0 ? 1 : 0

function problemsOf(all: readonly KindResult[]): string[] {
  const { corrupted, flagged } = totals(all)
  const overall = flagged < corrupted * least ? [`less than ${least * 100} % of all was noticed`] : []
  return [
    ...overall,
    ...all.flatMap((result) => {
      if (result.corrupted === 0) return lines.length > 0 ? [`${result.kind.id} had no opportunity`] : []
      const isBelow = result.flagged < Math.floor(result.corrupted * leastOfKind)
      return isBelow ? [`${result.kind.id} is below ${leastOfKind * 100} %`] : []
    }),
  ]
}
