import { createPlayer, type Player } from '../recording/player/create-player.ts'
import { parseDials } from '../recording/player/dials.ts'
import type { ExchangeStore } from '../recording/player/exchange-store.ts'
import type { PlayableRecording } from '../recording/player/playable-recording.ts'
import { attributeRequest } from '../vault/entra/attribute-request.ts'
import { HarnessError } from '../wire/errors.ts'
import type { Handler } from '../wire/handler.ts'
import { observe } from '../wire/observe.ts'
import { parseUrl } from '../wire/url.ts'
import { playFindings } from './play-findings.ts'
import type { OpenWorld, ScenarioWorld } from './scenario-world.ts'
import { createTraceLog, type TraceLog } from './trace-log.ts'

export interface PlaybackOptions {
  /** By scenario id. */
  readonly recordings: ReadonlyMap<string, readonly PlayableRecording[]>
  /** Where their exchanges are kept. */
  readonly store: ExchangeStore
  /** Answers token requests: no recording keeps credentials. */
  readonly signIn: Handler
}

/** Scenarios on recordings in place of a vault. */
export interface Playback {
  readonly openWorld: OpenWorld
  /** For all traffic of their clients. */
  readonly handler: Handler
}

/** One scenario that runs, and how its requests are known: by host, and token requests by application. */
interface Running {
  readonly host: string
  readonly clientId: string
  readonly player: Player
  readonly log: TraceLog
  readonly faults: string[]
}

/** Recorded waits say nothing of a client: they are not waited for. */
const speed = 1_000_000

/** Each scenario is a client of its own, with a host, and a player, of its own; nothing in one is shared with another. */
export function createPlayback(options: PlaybackOptions): Playback {
  const running = new Set<Running>()
  return {
    openWorld: (_, identity, { scenario: id }) => {
      const recordings = options.recordings.get(id)
      if (!recordings) throw new HarnessError(`There is no recording of ${id}.`)
      const host = identity.hosts.get('vault') ?? ''
      const player = createPlayer({
        recordings,
        store: options.store,
        dials: parseDials({}),
        speed,
        tenantId: identity.tenantId,
      })
      const one = { host, clientId: identity.clientId, player, log: createTraceLog([host]), faults: [] }
      running.add(one)
      return toWorld(one, { identity, close: () => void running.delete(one) })
    },
    handler: (request) => {
      const party = attributeRequest(request)
      const host = parseUrl(request.url)?.host
      const one = [...running].find((each) =>
        party ? each.clientId === party.clientId : each.host.toLowerCase() === host,
      )
      if (party) return one ? observe(options.signIn, one.log.add)(request) : options.signIn(request)
      return one ? serve(one)(request) : Promise.resolve({ closed: true })
    },
  }
}

function toWorld(
  { player, log, faults }: Running,
  rest: Pick<ScenarioWorld, 'identity' | 'close'>,
): ScenarioWorld {
  return {
    ...rest,
    trace: log.seen,
    startTrace: log.restart,
    change: () => {
      throw new HarnessError('A recording cannot be told to behave otherwise.')
    },
    faults: () => faults,
    findings: () => playFindings(player.report()),
  }
}

function serve({ player, log, faults }: Running): Handler {
  return async (request) => {
    try {
      return await observe(player.handler, log.add)(request)
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error))
      throw error
    }
  }
}
