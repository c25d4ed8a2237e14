import type { Exchange } from '../wire/exchange.ts'
import { createTraceFacts, makeProvenance, type Provenance } from './provenance.ts'
import type { FoundRecording } from './read-recordings.ts'
import type { KeepRules } from './redact/keep-rules.ts'
import type { RedactionReport } from './redact/redaction-report.ts'
import { createRedactor, type RedactedExchange, type Redactor } from './redact/redactor.ts'
import { writeHar } from './write-har.ts'
import { writeRecording } from './write-recording.ts'

export interface ImportCall {
  /** Where the recording goes. */
  readonly target: string
  readonly existing: 'refuse' | 'replace'
  readonly keep: KeepRules
  /** recording: ours. har: an HTTP Archive 1.2, made in memory. */
  readonly as: 'recording' | 'har'
  /** What the provenance names as the source; of a recording of ours that is redacted again the one that it has. */
  readonly source: string
  /** Reads the exchanges once more: a recording is gone through several times, and only a short one is kept in memory. */
  readonly again: () => AsyncIterable<Exchange>
}

/** What importing one recording came to. */
export interface Imported {
  readonly exchanges: number
  readonly report: RedactionReport
}

/** Exchanges up to which a recording is kept in memory while it is imported. */
const shortRecording = 2000

/**
 * Writes a recording of any format as one of ours, redacted. What is sensitive is learnt from all of it before anything of it is
 * written.
 * @throws UsageError when the target is there and must not be replaced; EntryError where it cannot be read
 */
export async function importRecording(found: FoundRecording, call: ImportCall): Promise<Imported> {
  const redactor = createRedactor({ keep: call.keep })
  const kept = await learnAll(found.exchanges, redactor)
  const source = (): Iterable<Exchange> | AsyncIterable<Exchange> => kept ?? call.again()
  const facts = createTraceFacts()
  let exchanges = 0
  for await (const exchange of source()) {
    facts.see(redactor.redact(exchange))
    exchanges++
  }
  const report = redactor.report()
  const redacted = redactEach(source(), redactor)
  const { canaries } = redactor
  const { target, existing } = call
  if (call.as === 'har') await writeHar(target, redacted, { canaries, existing })
  else {
    const made = makeProvenance({ origin: 'imported', source: call.source, facts, report })
    const provenance = withHistory(made, found.header?.['Provenance'])
    await writeRecording(target, { provenance, exchanges: redacted }, { canaries, existing })
  }
  return { exchanges, report }
}

/** The exchanges, when they are few. */
async function learnAll(
  exchanges: Iterable<Exchange> | AsyncIterable<Exchange>,
  redactor: Redactor,
): Promise<Exchange[] | undefined> {
  const kept: Exchange[] = []
  let isShort = true
  for await (const exchange of exchanges) {
    redactor.learn(exchange)
    if (isShort) kept.push(exchange)
    if (kept.length <= shortRecording) continue
    isShort = false
    kept.length = 0
  }
  return isShort ? kept : undefined
}

async function* redactEach(
  exchanges: Iterable<Exchange> | AsyncIterable<Exchange>,
  redactor: Redactor,
): AsyncGenerator<RedactedExchange> {
  for await (const exchange of exchanges) yield redactor.redact(exchange)
}

/** A recording of ours that is redacted again stays what it was; what was replaced and left out adds up. */
function withHistory(made: Provenance, before: unknown): Provenance {
  if (typeof before !== 'object' || before === null) return made
  const { Origin, Source, Date: date, Redaction } = before as Partial<Provenance>
  const counts = { ...Redaction?.Counts }
  for (const [kind, count] of Object.entries(made.Redaction.Counts))
    counts[kind] = (counts[kind] ?? 0) + count
  const unsearched = (made.Redaction.Unsearched ?? 0) + (Redaction?.Unsearched ?? 0)
  const { FormatVersion, ToolVersion, Origin: madeOrigin, Source: _, ...facts } = made
  // In the order of every recording: what is redacted twice differs in nothing.
  return {
    FormatVersion,
    ToolVersion,
    Origin: Origin ?? madeOrigin,
    ...(Source !== undefined && { Source }),
    ...facts,
    ...(date !== undefined && { Date: date }),
    Redaction: {
      ...made.Redaction,
      Counts: Object.fromEntries(Object.entries(counts).sort()),
      Refused: [...(Redaction?.Refused ?? []), ...made.Redaction.Refused],
      ...(unsearched > 0 && { Unsearched: unsearched }),
    },
  }
}
