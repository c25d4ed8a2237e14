import type { PlayReport } from '../contract/generated/types/play-report.ts'
import { judgeTrace } from '../contract/judge-trace.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import type { Exchange } from '../wire/exchange.ts'

/** Judges what a program sends by the contract, beside its recordings. */
export interface PlayedJudge {
  see(exchange: Exchange): void
  /** After the last exchange, once. */
  broken(): PlayReport['requirements']
}

/** @param vaultHosts hosts of the recordings that are vaults although their names do not say so */
export function judgePlayed(vaultHosts: readonly string[]): PlayedJudge {
  const broken = new Map<string, PlayReport['requirements'][number]>()
  const judge = judgeTrace({
    subjects: ['client'],
    findingsPerRequirement: 0,
    onFinding: ({ requirement, level, message }) => {
      const entry = broken.get(requirement) ?? { requirement, level, count: 0, message }
      broken.set(requirement, entry)
      entry.count++
    },
  })
  return {
    see: (exchange) => judge.see(seeExchange(exchange, { vaultHosts })),
    broken: () => {
      judge.end()
      return [...broken.values()]
    },
  }
}
