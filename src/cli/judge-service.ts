import type { ReportedFinding } from '../contract/generated/types/report.ts'
import { judgeTrace } from '../contract/judge-trace.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import { describeRequest } from '../suite/describe-request.ts'
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
}

/** Only a finding's own exchange is described, so that memory does not grow with the traffic for ever. */
const describedExchanges = 100_000

/** Judges everything a service serves from now on as one client's traffic. Call what it returns after the last exchange, once. */
export function judgeService(service: Service): () => TrafficVerdict {
  const judge = judgeTrace({ subjects: ['client'] })
  const described = new Map<number, Pick<ReportedFinding, 'request' | 'status'>>()
  const faults: unknown[] = []
  let vaultExchanges = 0
  let exchanges = 0
  const stop = service.onExchange(({ exchange, party, fault }) => {
    const seen = seeExchange(exchange)
    exchanges++
    if (party.service === 'vault') vaultExchanges++
    if (fault !== undefined) faults.push(fault)
    const status = seen.response ? { status: seen.response.status } : {}
    if (described.size < describedExchanges) {
      described.set(exchange.index, { request: describeRequest(seen), ...status })
    }
    judge.see(seen)
  })
  return () => {
    stop()
    judge.end()
    const { findings, verdicts } = judge.result()
    const counts = [...verdicts.values()].map(({ kept, broken }) => kept + broken)
    return {
      findings: findings.map((finding) => ({ ...finding, ...described.get(finding.exchange ?? -1) })),
      vaultExchanges,
      exchanges,
      judged: counts.reduce((sum, count) => sum + count, 0),
      requirements: counts.filter((count) => count > 0).length,
      faults,
    }
  }
}
