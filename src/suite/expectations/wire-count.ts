import type { WireExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { describeSelector, selectExchanges } from './select-exchanges.ts'
import type { WireScene } from './wire-scene.ts'

/** Judges how many exchanges a selector picks. */
export function expectCount(wanted: NonNullable<WireExpectation['count']>, scene: WireScene): Broken[] {
  const picked = selectExchanges(wanted.of, scene)
  const count = picked.length
  const { equals = count, atLeast = 0, atMost = count } = wanted
  if (count === equals && count >= atLeast && count <= atMost) return []
  const expected = describeBounds(wanted)
  const what = describeSelector(wanted.of)
  const surplus = picked[Math.min(wanted.equals ?? count, wanted.atMost ?? count)]
  return [
    {
      pointer: '',
      expected: `${expected} ${what}`,
      received: String(count),
      message: `There were ${count} ${what}; expected were ${expected}.`,
      ...(surplus ? { exchange: surplus.index } : { missing: true }),
    },
  ]
}

function describeBounds({ equals, atLeast, atMost }: NonNullable<WireExpectation['count']>): string {
  const bounds = [
    equals === undefined ? '' : String(equals),
    atLeast === undefined ? '' : `at least ${atLeast}`,
    atMost === undefined ? '' : `at most ${atMost}`,
  ]
  return bounds.filter((bound) => bound !== '').join(' and ')
}
