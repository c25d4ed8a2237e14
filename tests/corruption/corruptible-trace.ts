import type { Finding } from '../../src/contract/finding.ts'
import { judgeTrace } from '../../src/contract/judge-trace.ts'
import type { SeenExchange } from '../../src/contract/seen-exchange.ts'
import type { Exchange } from '../../src/wire/exchange.ts'

/** A good trace, to be made wrong one exchange at a time. */
export interface CorruptibleTrace {
  readonly name: string
  /** Traces of one stratum are alike: source, format, year. */
  readonly stratum: string
  readonly seen: readonly SeenExchange[]
  /** Sees one exchange of this trace again, after it was changed. */
  see(exchange: Exchange): SeenExchange
  /** Of findings in this trace with these exchanges, those that are not the recorder's doing. Absent: all. */
  withoutRecorders?(findings: readonly Finding[], seen: readonly SeenExchange[]): readonly Finding[]
}

/** Every finding of some requirements (absent: all). */
export function judgeSeen(
  seen: readonly SeenExchange[],
  requirements?: readonly string[],
): readonly Finding[] {
  const judge = judgeTrace({
    findingsPerRequirement: Number.POSITIVE_INFINITY,
    ...(requirements && { requirements }),
  })
  for (const exchange of seen) judge.see(exchange)
  judge.end()
  return judge.result().findings
}
