import type { Recording } from '../contract/generated/types/recording.ts'
import type { Exchange } from '../wire/exchange.ts'
import { createTraceFacts, makeProvenance, type ProvenanceParts } from './provenance.ts'
import { createRedactor } from './redact/redactor.ts'
import { toEntry } from './to-entry.ts'
import { refuseCanary } from './write-recording.ts'

/**
 * A recording of exchanges that are in memory, redacted; nothing is written anywhere. What is sensitive is learnt from all of them
 * first, and every secret is looked for in what was made.
 * @throws HarnessError when a secret is in it: there is no recording then
 */
export function makeRecording(
  exchanges: readonly Exchange[],
  { origin, source }: Pick<ProvenanceParts, 'origin' | 'source'>,
): Recording {
  const redactor = createRedactor()
  for (const exchange of exchanges) redactor.learn(exchange)
  const facts = createTraceFacts()
  const start = exchanges[0]?.sentAt ?? Number.NaN
  const entries = exchanges.map((exchange) => {
    const redacted = redactor.redact(exchange)
    facts.see(redacted)
    return toEntry(redacted, start)
  })
  const provenance = makeProvenance({ origin, source, facts, report: redactor.report() })
  for (const [index, entry] of entries.entries())
    refuseCanary(redactor.canaries, JSON.stringify(entry), `exchange ${index}`)
  refuseCanary(redactor.canaries, JSON.stringify(provenance), 'its provenance')
  return { Provenance: provenance, Entries: entries, Variables: {} }
}
