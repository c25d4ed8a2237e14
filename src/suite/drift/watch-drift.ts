import type { Drift } from '../../contract/generated/types/report.ts'
import { seeExchange } from '../../contract/see-exchange.ts'
import { createPlayer } from '../../recording/player/create-player.ts'
import { parseDials } from '../../recording/player/dials.ts'
import type { ExchangeStore } from '../../recording/player/exchange-store.ts'
import type { PlayableRecording } from '../../recording/player/playable-recording.ts'
import { createRedactor } from '../../recording/redact/redactor.ts'
import { type Exchange, isResponse, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import { describeRequest } from '../describe-request.ts'
import { compareAnswers, type Difference } from './compare-answers.ts'

/** What a scenario's recording says, beside a vault that is there. */
export interface DriftOptions {
  /** Empty: only the contract is asked. */
  readonly recordings: readonly PlayableRecording[]
  /** Where their exchanges are kept. */
  readonly store: ExchangeStore
  readonly tenantId: string
  /** Hosts that are vaults although their names do not say so. */
  readonly vaultHosts: readonly string[]
}

/** Watches what a live service answers, of one scenario. */
export interface DriftWatch {
  /** @param index of the exchange in the scenario's trace; absent while the scenario is being prepared */
  see(exchange: Exchange, index?: number): void
  /** Everything so far, in the order in which it was answered. */
  all(): Promise<readonly Drift[]>
}

/** Recorded waits are nobody's here. */
const speed = 1_000_000

/**
 * Puts every request of a scenario to its recording, too, as a player does, and compares what this says with what the live service
 * said. What the contract has no name for is left out of recordings: it is told here.
 */
export function watchDrift(options: DriftOptions): DriftWatch {
  const redactor = createRedactor({ vaultHosts: options.vaultHosts })
  const recorded = options.recordings.length === 0 ? undefined : openShadow(options)
  const drift: Drift[] = []
  // One after the other, as they were answered: a player's state depends on it.
  let looked = Promise.resolve()
  return {
    see: (exchange, index) => {
      looked = looked.then(() => look(exchange, index))
      // Thrown again to who asks for it all.
      looked.catch(() => {})
    },
    all: async () => {
      await looked
      return drift
    },
  }

  async function look(exchange: Exchange, index: number | undefined): Promise<void> {
    const seen = seeExchange(exchange, { vaultHosts: options.vaultHosts })
    if (seen.role !== 'vault') return
    const place = {
      ...(index === undefined ? {} : { exchange: index }),
      request: describeRequest(seen),
      ...(seen.response ? { status: seen.response.status } : {}),
    }
    const add = (source: Drift['source'], found: readonly Difference[]): void => {
      for (const { pointer, expected, received } of found)
        drift.push({ source, ...place, pointer, expected, received: unlessSecret(received) })
    }
    add('contract', unknownParts(redactor.redact(exchange).refused))
    const expected = await recorded?.(exchange.request)
    if (expected) add('recording', compareAnswers(exchange.answer, expected, exchange.request))
  }

  /** A service that has gone astray may say anything. */
  function unlessSecret(text: string): string {
    return redactor.canaries.find(text) === undefined ? text : '(a secret)'
  }
}

/** What the recording answers; `undefined` where it says nothing of such a request: how the client asks is not the service's doing. */
function openShadow({
  recordings,
  store,
  tenantId,
}: DriftOptions): (request: WireRequest) => Promise<WireAnswer | undefined> {
  const player = createPlayer({ recordings, store, dials: parseDials({}), speed, tenantId })
  const objections = (): number => {
    const { findings, misses } = player.report()
    return misses.length + findings.filter(({ kind }) => kind === 'request').length
  }
  return async (request) => {
    const before = objections()
    const answer = await player.handler(request)
    return objections() === before && isResponse(answer) ? answer : undefined
  }
}

function unknownParts(refused: readonly { readonly part: string; readonly name: string }[]): Difference[] {
  return refused.flatMap(({ part, name }) => {
    if (part === 'response.header')
      return [
        {
          pointer: `/response/headers/${name}`,
          expected: 'no such header in this form',
          received: 'a header',
        },
      ]
    if (part !== 'response.body') return []
    return [
      { pointer: `/response/body${name}`, expected: 'no such member in this form', received: 'a member' },
    ]
  })
}
