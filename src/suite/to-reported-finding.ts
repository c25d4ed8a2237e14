import type { Finding } from '../contract/finding.ts'
import type { ReportedFinding } from '../contract/generated/types/report.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { Exchange } from '../wire/exchange.ts'
import { describeRequest } from './describe-request.ts'
import { createWireDisplay, type WireDisplay, withoutLargeBodies } from './wire-display.ts'

/** A finding with the exchange that shows it, slim enough to be kept until a trace is at its end. */
export interface PlacedFinding {
  readonly finding: Finding
  readonly exchange: Exchange
  readonly place: FindingPlace
}

/** Where a finding shows, in a line. */
type FindingPlace = Pick<ReportedFinding, 'request' | 'status'>

export function placeFinding(finding: Finding, seen: SeenExchange): PlacedFinding {
  return { finding, exchange: withoutLargeBodies(seen.exchange), place: placeOf(seen) }
}

/**
 * Findings of one trace as reports tell them: every exchange that shows one is learned before any is shown.
 *
 * @param heard other exchanges of the trace, which may tell what is secret
 */
export function reportPlacedFindings(
  placed: readonly PlacedFinding[],
  heard: readonly Exchange[] = [],
): ReportedFinding[] {
  if (placed.length === 0) return []
  const display = createWireDisplay()
  for (const exchange of heard) display.learn(exchange)
  return showPlacedFindings(placed, display)
}

/** As `reportPlacedFindings`, with a display that is of use afterwards. */
export function showPlacedFindings(
  placed: readonly PlacedFinding[],
  display: WireDisplay,
): ReportedFinding[] {
  for (const { exchange } of placed) display.learn(exchange)
  return placed.map(({ finding, exchange, place }) =>
    toReportedFinding(finding, { place, display, wire: { wire: [display.show(exchange)] } }),
  )
}

export function placeOf(seen: SeenExchange): FindingPlace {
  const status = seen.response ? { status: seen.response.status } : {}
  return { request: describeRequest(seen), ...status }
}

export interface FindingContext {
  readonly place: FindingPlace
  readonly display: WireDisplay
  readonly wire: Pick<ReportedFinding, 'wire' | 'wireOmitted'>
}

/** A finding with the request it shows in and what crossed the wire, and without a secret in any of its texts. */
export function toReportedFinding(
  finding: Finding,
  { place, display, wire }: FindingContext,
): ReportedFinding {
  const { withoutSecrets } = display
  return {
    ...finding,
    ...place,
    ...(place.request === undefined ? {} : { request: withoutSecrets(place.request) }),
    pointer: withoutSecrets(finding.pointer),
    expected: withoutSecrets(finding.expected),
    received: withoutSecrets(finding.received),
    message: withoutSecrets(finding.message),
    ...wire,
  }
}
