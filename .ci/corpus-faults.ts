// What recorders did to the corpus, by rule (facts/wire.md, section 0): never the service's doing.
import type { Finding } from '../src/contract/finding.ts'
import type { CorpusExchange, CorpusTrace } from './corpus-exchange.ts'

/** The recorder's fault that explains a finding; `undefined` when there is none. */
export function findFault(
  finding: Finding,
  exchange: CorpusExchange,
  trace: CorpusTrace,
): string | undefined {
  return rules.find(
    ({ requirement, holds }) => requirement === finding.requirement && holds(finding, exchange, trace),
  )?.name
}

interface Rule {
  readonly requirement: string
  readonly name: string
  readonly holds: (finding: Finding, exchange: CorpusExchange, trace: CorpusTrace) => boolean
}

const rules: readonly Rule[] = [
  {
    requirement: 'response/request-id',
    name: 'Python recorder drops x-ms-request-id',
    holds: ({ received }, _exchange, { source }) => received === 'absent' && source.includes('python'),
  },
]
