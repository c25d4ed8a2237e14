// Corrupts real exchanges systematically and holds the contract to noticing: npx tsx .ci/corpus/corruption.ts [traces.jsonl.gz] [--samples n] [--misses kind]
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { requirements } from '../../src/contract/requirements.ts'
import { seeExchange } from '../../src/contract/see-exchange.ts'
import { importNeutralExchange } from '../../src/recording/importers/neutral-trace.ts'
import { learnVaults } from '../../src/recording/learn-vaults.ts'
import { watchRecorder } from '../../src/recording/recorder-fault.ts'
import type { RecordingFormat } from '../../src/recording/recording-format.ts'
import type { CorruptibleTrace } from '../../tests/corruption/corruptible-trace.ts'
import { formatTable, totals } from '../../tests/corruption/format-table.ts'
import { corruptionKinds } from '../../tests/corruption/kinds.ts'
import { runCorruption } from '../../tests/corruption/run-corruption.ts'

const args = process.argv.slice(2)
const option = (name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined
const only = option('--only')
const shown = option('--misses')
const file = args[0]?.endsWith('.gz')
  ? args[0]
  : new URL('../../../shared/corpus/traces.jsonl.gz', import.meta.url)
const lines = gunzipSync(readFileSync(file))
  .toString()
  .split('\n')
  .filter((line) => line !== '')
const started = performance.now()
const results = runCorruption(lines.map(readLine), {
  kinds: corruptionKinds.filter(
    ({ id, requirement }) => requirements.has(requirement) && (only === undefined || id.includes(only)),
  ),
  samples: Number(option('--samples') ?? 400),
  seed: 1,
})
console.log(formatTable(results))
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`)
for (const { kind, misses } of results)
  if (shown && kind.id.includes(shown)) console.log(`${kind.id}\n  ${misses.slice(0, 30).join('\n  ')}`)

function readLine(line: string): CorruptibleTrace {
  const { source, path, date, format, exchanges } = JSON.parse(line)
  const learner = learnVaults()
  const read = exchanges.map((exchange: unknown, index: number) => {
    const imported = importNeutralExchange(exchange, index, format)
    return seeExchange(imported, { vaultHosts: [...learner.see(imported)] })
  })
  const vaultHosts = read.at(-1) ? [...learner.see(read.at(-1).exchange)] : []
  return {
    name: `${source} ${path.split('/').pop()} ${date}`,
    stratum: `${source} ${format} ${String(date).slice(0, 4)}`,
    seen: read,
    see: (exchange) => seeExchange(exchange, { vaultHosts }),
    withoutRecorders(findings, seen) {
      const watch = watchRecorder(format as RecordingFormat)
      for (const exchange of seen) watch.see(exchange)
      return findings.filter((finding) => {
        const exchange = seen[finding.exchange ?? 0]
        const suspicion = exchange && watch.suspect(finding, exchange)
        return !suspicion || !watch.holds(suspicion)
      })
    },
  }
}
void totals
