import type { CorruptibleTrace } from './corruptible-trace.ts'

/** One exchange of one trace. */
export interface ExchangePlace {
  readonly trace: CorruptibleTrace
  readonly index: number
}

/**
 * Every exchange, in an order in which any beginning is spread over recorders, years, api-versions, operations and
 * statuses: shuffled inside each stratum, then one of each stratum in turn. The same seed gives the same order.
 */
export function spread(traces: readonly CorruptibleTrace[], seed: number): readonly ExchangePlace[] {
  const strata = new Map<string, ExchangePlace[]>()
  for (const trace of traces) {
    for (const { index, match, response } of trace.seen) {
      const key = `${trace.stratum} ${match?.operation} ${match?.apiVersion} ${response?.status}`
      const stratum = strata.get(key)
      if (stratum) stratum.push({ trace, index })
      else strata.set(key, [{ trace, index }])
    }
  }
  const random = randomFrom(seed)
  const shuffled = [...strata.values()].map((places) => shuffle(places, random))
  return inTurn(shuffle(shuffled, random))
}

function inTurn(strata: readonly (readonly ExchangePlace[])[]): ExchangePlace[] {
  const order: ExchangePlace[] = []
  const longest = Math.max(0, ...strata.map(({ length }) => length))
  for (let turn = 0; turn < longest; turn++) {
    for (const places of strata) {
      const place = places[turn]
      if (place) order.push(place)
    }
  }
  return order
}

/** Fisher and Yates. */
function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const item = shuffled[last] as Item
    shuffled[last] = shuffled[other] as Item
    shuffled[other] = item
  }
  return shuffled
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
