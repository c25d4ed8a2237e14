import type { Chain } from './entry-table.ts'
import type { Play } from './play.ts'

/**
 * The first unused position of a chain from a position on; `undefined` when there is none. Jumps over what was used: of a long
 * recording with a leftover at its beginning nothing is walked through twice.
 */
export function skipUsed(play: Play, chain: Chain, from: number | undefined): number | undefined {
  const { entries } = play.recording
  play.jumps ??= { name: new Int32Array(entries.length), action: new Int32Array(entries.length) }
  const jumps = play.jumps[chain]
  let position = from
  while (position !== undefined && play.used[position] === 1) position = jumpFrom(play, chain, position)
  // Everything on the way leads there at once from now on. 0: no jump, -1: nothing behind it; positions are one more.
  for (let at = from; at !== undefined && at !== position; ) {
    const next = jumpFrom(play, chain, at)
    jumps[at] = position === undefined ? -1 : position + 1
    at = next
  }
  return position
}

function jumpFrom(play: Play, chain: Chain, position: number): number | undefined {
  const jump = play.jumps?.[chain][position] ?? 0
  if (jump === 0) return play.recording.entries.next(chain, position)
  return jump < 0 ? undefined : jump - 1
}
