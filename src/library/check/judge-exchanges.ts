import type { Finding, Subject } from '../../contract/finding.ts'
import { judgeTrace, type VerdictCounts } from '../../contract/judge-trace.ts'
import { requirements } from '../../contract/requirements.ts'
import { seeExchange } from '../../contract/see-exchange.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { learnVaults } from '../../recording/learn-vaults.ts'
import type { Exchange } from '../../wire/exchange.ts'

export interface JudgeOptions {
  readonly subjects: readonly Subject[]
  /** Only these; absent: all that hold for the subjects. */
  readonly requirements?: readonly string[] | undefined
  /** Whether it may be the traffic of several clients. */
  readonly severalClients: boolean
}

/** A finding, and the exchange that shows it. */
export interface FoundIn {
  readonly finding: Finding
  readonly seen: SeenExchange
}

/** What exchanges were worth. */
export interface JudgedExchanges {
  readonly found: readonly FoundIn[]
  /** Every requirement that was judged, by id. */
  readonly verdicts: ReadonlyMap<string, VerdictCounts>
  /** Exchanges with a vault. */
  readonly vaultExchanges: number
}

/** What holds for each client by itself: another one on the same vault asks for a challenge of its own. */
const ofOneClient = 'challenge/once-per-client'

/** Of each requirement: a client may be wrong throughout. */
const mostFindings = 100

/**
 * Judges exchanges as they lie in a trace.
 *
 * @throws UsageError for a requirement that there is not
 */
export function judgeExchanges(exchanges: readonly Exchange[], options: JudgeOptions): JudgedExchanges {
  const { subjects, severalClients } = options
  const all = options.requirements ?? [...requirements.keys()]
  const found: FoundIn[] = []
  const judge = judgeTrace({
    subjects,
    requirements: severalClients ? all.filter((id) => id !== ofOneClient) : all,
    findingsPerRequirement: 0,
    onFinding: keepFirst(found),
  })
  const vaults = learnVaults()
  let vaultExchanges = 0
  for (const exchange of exchanges) {
    const seen = seeExchange(exchange, { vaultHosts: vaults.see(exchange) })
    if (seen.role === 'vault') vaultExchanges++
    judge.see(seen)
  }
  judge.end()
  return { found, verdicts: judge.result().verdicts, vaultExchanges }
}

function keepFirst(found: FoundIn[]): (finding: Finding, seen: SeenExchange) => void {
  const counts = new Map<string, number>()
  return (finding, seen) => {
    const count = (counts.get(finding.requirement) ?? 0) + 1
    counts.set(finding.requirement, count)
    if (count <= mostFindings) found.push({ finding, seen })
  }
}
