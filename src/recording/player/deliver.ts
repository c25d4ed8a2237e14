import type { Exchange, WireAnswer } from '../../wire/exchange.ts'
import { entryAt, type Play } from './play.ts'
import type { PlayableEntry } from './playable-entry.ts'
import type { Asked, Stage } from './stage.ts'
import { writeAnswer } from './write-answer.ts'

/** An exchange on its way to a client. */
export interface Delivery {
  readonly play: Play
  readonly entry: PlayableEntry
  readonly exchange: Exchange
}

/** The answer of an exchange, after the time that it took when it was recorded, divided by the speed. */
export function deliver(
  { play, entry, exchange }: Delivery,
  { call, request }: Asked,
  { speed, tenantId }: Stage,
): WireAnswer | Promise<WireAnswer> {
  const written = writeAnswer({ play, entry, exchange, call, request, tenant: tenantId, speed })
  const wait = (exchange.answeredAt - exchange.sentAt) / speed
  return wait >= 1 ? later(written, wait) : written
}

function later(answer: WireAnswer, milliseconds: number): Promise<WireAnswer> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, answer))
}

/** The answer of an exchange that has been served before, or that is served without being used. */
export async function giveAgain(
  { play, position }: { readonly play: Play; readonly position: number },
  asked: Asked,
  stage: Stage,
): Promise<WireAnswer> {
  const entry = entryAt(play, position)
  return deliver({ play, entry, exchange: await stage.store.fetch(entry.held) }, asked, stage)
}
