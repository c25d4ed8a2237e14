import type { WireExpectation } from '../../contract/generated/types/scenario.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import type { Broken } from './broken.ts'
import { describeSelector, selectExchanges } from './select-exchanges.ts'
import type { WireScene } from './wire-scene.ts'

/** Timers of several runtimes fire up to a millisecond early, and both ends of a gap are rounded. */
const toleranceMs = 5

/** Judges the time from the end of each picked exchange to the start of the next one, in milliseconds. */
export function expectGap(wanted: NonNullable<WireExpectation['gap']>, scene: WireScene): Broken[] {
  const picked = selectExchanges(wanted.of, scene)
  if (picked.length < (wanted.nth ?? 1) + 1) return [tooFew(wanted, picked.length)]
  return picked.slice(1).flatMap((seen, index) => {
    const isMeant = wanted.nth === undefined || wanted.nth === index + 1
    return isMeant ? judgeGap(wanted, picked[index], seen) : []
  })
}

function judgeGap(
  { atLeastMs = 0, atMostMs = Number.POSITIVE_INFINITY }: NonNullable<WireExpectation['gap']>,
  before: SeenExchange | undefined,
  after: SeenExchange,
): Broken[] {
  const gap = after.exchange.sentAt - (before?.exchange.answeredAt ?? 0)
  if (gap >= atLeastMs - toleranceMs && gap <= atMostMs) return []
  const expected = gap > atMostMs ? `at most ${atMostMs} ms` : `at least ${atLeastMs} ms`
  const received = `${Math.round(gap)} ms`
  const message = `The request was sent ${received} after the answer before it; expected was ${expected}.`
  return [{ pointer: '/sentAt', expected, received, message, exchange: after.index }]
}

function tooFew({ of, nth = 1 }: NonNullable<WireExpectation['gap']>, count: number): Broken {
  const what = describeSelector(of)
  return {
    pointer: '/sentAt',
    expected: `${nth + 1} or more ${what}`,
    received: String(count),
    message: `There were ${count} ${what}, so that there was no time between them to measure.`,
    missing: true,
  }
}
