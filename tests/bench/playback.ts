import { createPlayer, type Player } from '../../src/recording/player/create-player.ts'
import { parseDials } from '../../src/recording/player/dials.ts'
import { createExchangeStore } from '../../src/recording/player/exchange-store.ts'
import { indexRecording } from '../../src/recording/player/index-recording.ts'
import type { PlayableRecording } from '../../src/recording/player/playable-recording.ts'
import { bytesOf, textOf } from '../../src/wire/body.ts'
import { type Exchange, nothingUnknown, type WireResponse } from '../../src/wire/exchange.ts'
import type { Handler } from '../../src/wire/handler.ts'
import { measuredRequest } from './measured-request.ts'

const recordings = 1_000
/** As many as an ordinary recording holds. */
const exchangesEach = 30

/**
 * 1,000 recordings in which the measured request is recorded under another name and host, so that every answer has to be written
 * anew, as a handler. No exchange is served twice: when all of them were, another player begins with the same recordings.
 */
export async function openPlayback(answer: WireResponse): Promise<Handler> {
  const store = createExchangeStore()
  const playable: PlayableRecording[] = []
  for (let number = 0; number < recordings; number++)
    playable.push(
      await indexRecording({ place: `${number}.json`, exchanges: exchangesOf(answer, number) }, store),
    )
  const begin = (): Player => createPlayer({ recordings: playable, store, dials: parseDials({}) })
  let player = begin()
  let left = recordings * exchangesEach
  return (request) => {
    if (left-- === 0) {
      player = begin()
      left = recordings * exchangesEach - 1
    }
    return player.handler(request)
  }
}

function* exchangesOf(answer: WireResponse, number: number): Generator<Exchange> {
  // As long as the measured one, so that bare server and player send the same bytes.
  const renamed = (text: string): string =>
    text
      .replaceAll('/secrets/measured', `/secrets/m${String(number).padStart(7, '0')}`)
      .replaceAll('bench.vault', 'other.vault')
  const request = { ...measuredRequest, url: renamed(measuredRequest.url) }
  const body = bytesOf(renamed(textOf(answer.body)))
  for (let index = 0; index < exchangesEach; index++) {
    yield { index, request, answer: { ...answer, body }, sentAt: 0, answeredAt: 0, unknown: nothingUnknown }
  }
}
