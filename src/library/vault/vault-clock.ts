import { type Clock, createClock } from '../../vault/clock.ts'
import { UsageError } from '../../wire/errors.ts'
import { show } from '../options.ts'
import type { VaultClock } from './test-vault.ts'

/** The clock a test moves, and the one the vault reads: one time. */
export function createVaultClock(): { readonly clock: Clock; readonly vaultClock: VaultClock } {
  const clock = createClock()
  const advance = (by: number | string): void => clock.advance(toMilliseconds(by) / 1000)
  return { clock, vaultClock: { now: clock.now, advance } }
}

const units: ReadonlyMap<string, number> = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
])

/** Longer than any retention, and still a date. */
const longest = 100 * 365 * 86_400_000

/** Reads `7d`, `1h30m`, `90s`, `500ms`, or milliseconds. */
function toMilliseconds(by: number | string): number {
  const milliseconds = typeof by === 'string' ? readUnits(by) : by
  if (typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds <= longest) return milliseconds
  throw new UsageError(
    `clock.advance: ${show(by)} is no time to move by. It must be milliseconds, or units as in 7d, 1h30m, 90s, 500ms; at most 100 years, and forward only.`,
  )
}

function readUnits(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(d|h|ms|m|s))+$/.test(text)) return undefined
  let sum = 0
  for (const [, count, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(d|h|ms|m|s)/g))
    sum += Number(count) * (units.get(unit) ?? Number.NaN)
  return sum
}
