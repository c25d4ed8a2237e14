import { seeExchange } from '../../src/contract/see-exchange.ts'
import type { SeenExchange } from '../../src/contract/seen-exchange.ts'
import { importNeutralExchange } from '../../src/recording/importers/neutral-trace.ts'
import { learnVaults } from '../../src/recording/learn-vaults.ts'
import { watchRecorder } from '../../src/recording/recorder-fault.ts'
import type { RecordingFormat } from '../../src/recording/recording-format.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import type { CorruptibleTrace } from './corruptible-trace.ts'

/** Reads a line of neutral traces as `check` does: what the recorder lost is unknown, what it did is not held against anyone. */
export function readCorpusTrace(line: string): CorruptibleTrace {
  const { source, path, date, format, exchanges } = JSON.parse(line) as {
    source: string
    path: string
    date: string
    format: RecordingFormat
    exchanges: readonly unknown[]
  }
  const learner = learnVaults()
  const see = (exchange: Exchange): SeenExchange =>
    seeExchange(exchange, { vaultHosts: [...learner.see(exchange)] })
  return {
    name: `${source} ${path.split('/').at(-1)} ${date}`,
    stratum: `${source} ${format} ${date.slice(0, 4)}`,
    seen: exchanges.map((exchange, index) => see(importNeutralExchange(exchange, index, format))),
    see,
    withoutRecorders(findings, seen) {
      const watch = watchRecorder(format)
      for (const exchange of seen) watch.see(exchange)
      return findings.filter((finding) => {
        const exchange = seen[finding.exchange ?? 0]
        const suspicion = exchange && watch.suspect(finding, exchange)
        return !suspicion || !watch.holds(suspicion)
      })
    },
  }
}
