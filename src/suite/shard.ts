import { UsageError } from '../wire/errors.ts'

/** One part of a run that is split. */
export interface Shard {
  /** From 1. */
  readonly index: number
  readonly count: number
}

/** Reads `2/4`: the second of four. Throws `UsageError` for anything else. */
export function parseShard(value: string): Shard {
  const [, index = 0, count = 0] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(value) ?? []).map(Number)
  if (index >= 1 && index <= count) return { index, count }
  throw new UsageError(
    `--shard "${value}" must be i/n, shard i of n, with i from 1 to n: 1/3, 2/3 and 3/3 are one whole run.`,
  )
}

/**
 * The scenarios of one shard. They are dealt out by the order of their ids, one to each shard in turn: sizes differ by one
 * at most, scenarios of one area, which take about as long, are spread, and every shard is what it was when the same
 * scenarios are selected again, in whatever order.
 *
 * @throws UsageError when there are more shards than scenarios: a shard with nothing in it would prove nothing
 */
export function takeShard<T extends { readonly id: string }>(
  scenarios: readonly T[],
  { index, count }: Shard,
): T[] {
  if (count > scenarios.length)
    throw new UsageError(
      `--shard "${index}/${count}" asks for ${count} shards of ${scenarios.length} selected ` +
        `scenario${scenarios.length === 1 ? '' : 's'}: some would be empty. Take ${scenarios.length} at most.`,
    )
  const ordered = [...scenarios].sort((a, b) => (a.id < b.id ? -1 : 1))
  const mine = new Set(ordered.filter((_, position) => position % count === index - 1))
  return scenarios.filter((scenario) => mine.has(scenario))
}
