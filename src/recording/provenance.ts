import { contractHash, toolVersion } from '../contract/contract-hash.ts'
import type { Provenance } from '../contract/generated/types/recording.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import { type Exchange, isResponse } from '../wire/exchange.ts'
import { getHeader, getHeaders } from '../wire/headers.ts'
import type { RedactionReport } from './redact/redaction-report.ts'
import { formatVersion } from './refuse-newer-format.ts'

export type { Provenance } from '../contract/generated/types/recording.ts'

/** Gathers what a recording's provenance says of its traffic, exchange by exchange. Only ever sees redacted ones. */
export interface TraceFacts {
  see(exchange: Exchange): void
  facts(): Pick<Provenance, 'ApiVersion' | 'ClientUserAgent' | 'Date'>
}

export function createTraceFacts(): TraceFacts {
  const versions = new Set<string>()
  let client: string | undefined
  let date: string | undefined
  return {
    see: (exchange) => {
      const { match, role } = seeExchange(exchange)
      if (match?.apiVersion !== undefined) versions.add(match.apiVersion)
      if (role === 'vault')
        client ??= getHeaders(exchange.request.headers, 'user-agent').join(' ') || undefined
      date ??= dateOf(exchange)
    },
    facts: () => ({
      ...(versions.size > 0 && { ApiVersion: [...versions] }),
      ...(client !== undefined && { ClientUserAgent: client }),
      ...(date !== undefined && { Date: date }),
    }),
  }
}

/** When it was sent; where no recorder kept that, when the service says that it answered. */
function dateOf({ sentAt, answer }: Exchange): string | undefined {
  const said = isResponse(answer) ? Date.parse(getHeader(answer.headers, 'date') ?? '') : Number.NaN
  const time = Number.isNaN(sentAt) ? said : sentAt
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

export interface ProvenanceParts {
  readonly origin: Provenance['Origin']
  readonly source?: string | undefined
  readonly facts: TraceFacts
  readonly report: RedactionReport
}

/** The provenance of a recording that is made now. */
export function makeProvenance({ origin, source, facts, report }: ProvenanceParts): Provenance {
  return {
    FormatVersion: formatVersion,
    ToolVersion: toolVersion,
    Origin: origin,
    ...(source !== undefined && { Source: source }),
    ...facts.facts(),
    ContractHash: contractHash,
    Redaction: {
      Counts: Object.fromEntries(Object.entries(report.counts).sort()),
      Refused: report.refused.map(({ part, name, count }) => ({ Part: part, Name: name, Count: count })),
      ...(report.unsearched > 0 && { Unsearched: report.unsearched }),
    },
  }
}
