import type { ReportedFinding } from '../contract/generated/types/report.ts'
import { judgeTrace } from '../contract/judge-trace.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import { type PlacedFinding, placeFinding, showPlacedFindings } from '../suite/to-reported-finding.ts'
import { createWireDisplay } from '../suite/wire-display.ts'
import type { Service } from '../vault/create-service.ts'

/** What a program's traffic was worth. */
export interface TrafficVerdict {
  readonly findings: readonly ReportedFinding[]
  /** Exchanges with a vault; token requests not counted. */
  readonly vaultExchanges: number
  readonly exchanges: number
  /** How often a requirement was put to the test, and how many were. */
  readonly judged: number
  readonly requirements: number
  /** What our own handlers threw. */
  readonly faults: readonly unknown[]
  /** A text as it is, unless a secret stands in it that is known from an exchange with a finding. */
  readonly withoutSecrets: (text: string) => string
}

/** Of each requirement: a program may be wrong throughout, and memory must not grow with its traffic for ever. */
const mostFindings = 100

/** Judges everything a service serves from now on as one client's traffic. Call what it returns after the last exchange, once. */
export function judgeService(service: Service): () => TrafficVerdict {
  const found = new Map<string, PlacedFinding[]>()
  const judge = judgeTrace({
    subjects: ['client'],
    fromStart: true,
    findingsPerRequirement: 0,
    onFinding: (finding, seen) => keepFirst(found, placeFinding(finding, seen)),
  })
  const faults: unknown[] = []
  let vaultExchanges = 0
  let exchanges = 0
  const stop = service.onExchange(({ exchange, party, fault }) => {
    exchanges++
    if (party.service === 'vault') vaultExchanges++
    if (fault !== undefined) faults.push(fault)
    judge.see(seeExchange(exchange))
  })
  return () => {
    stop()
    judge.end()
    const display = createWireDisplay()
    const counts = [...judge.result().verdicts.values()].map(({ kept, broken }) => kept + broken)
    return {
      findings: showPlacedFindings([...found.values()].flat(), display),
      vaultExchanges,
      exchanges,
      judged: counts.reduce((sum, count) => sum + count, 0),
      requirements: counts.filter((count) => count > 0).length,
      faults,
      withoutSecrets: display.withoutSecrets,
    }
  }
}

function keepFirst(found: Map<string, PlacedFinding[]>, placed: PlacedFinding): void {
  const { requirement } = placed.finding
  const before = found.get(requirement) ?? []
  found.set(requirement, before)
  if (before.length < mostFindings) before.push(placed)
}
