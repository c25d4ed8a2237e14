import type { Finding } from '../contract/finding.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { gatherRecorderFacts } from './recorder-facts.ts'
import { type RecorderFaultRule, recorderFaultRules } from './recorder-fault-rules.ts'
import type { RecordingFormat } from './recording-format.ts'

/** A finding that may be the recorder's doing; the end of the recording tells. */
export interface Suspicion {
  readonly rule: RecorderFaultRule
  readonly about: string
}

/** Tells what recorders and editors did to one recording from what its client and its service did. */
export interface RecorderFaultWatch {
  /** Takes in an exchange, before it is judged. */
  see(seen: SeenExchange): void
  /** What may explain a finding of this exchange instead of its client or service. */
  suspect(finding: Finding, seen: SeenExchange): Suspicion | undefined
  /** Whether it does. To be asked after the last exchange. */
  holds(suspicion: Suspicion): boolean
}

/** Starts watching one recording, in bounded memory. */
export function watchRecorder(recorder: RecordingFormat): RecorderFaultWatch {
  const facts = gatherRecorderFacts(recorder)
  return {
    see: facts.see,
    suspect(finding, seen) {
      for (const rule of recorderFaultRules) {
        if (rule.requirements && !rule.requirements.includes(finding.requirement)) continue
        const about = rule.suspects(finding, seen, facts)
        if (about !== undefined) return { rule, about }
      }
      return undefined
    },
    holds: ({ rule, about }) => rule.holds(about, facts),
  }
}
