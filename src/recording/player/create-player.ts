import type { WireAnswer, WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { type Choice, chooseAnswer } from './choose-answer.ts'
import type { Call } from './find-candidate.ts'
import { challenge, playChallenge, repeat } from './play-again.ts'
import { playRecorded } from './play-recorded.ts'
import { makeReport, type PlayerReport } from './player-report.ts'
import { createShelf } from './recording-shelf.ts'
import { type PlayerOptions, type Stage, toAsked } from './stage.ts'
import { miss } from './take-notes.ts'

export type { PlayerOptions } from './stage.ts'

/** Recordings as a service: any number of clients, each known by the vault host it asks. */
export interface Player {
  /** For requests to vaults. What nothing answers ends as a closed connection, never as a status. */
  readonly handler: Handler
  report(): PlayerReport
}

/** Creates a player. Nothing is sent anywhere: what no recording answers, nobody does. */
export function createPlayer(options: PlayerOptions): Player {
  const stage: Stage = {
    speed: 1,
    tenantId: '00000000-0000-0000-0000-000000000000',
    onMiss: () => {},
    ...options,
    shelf: createShelf(options.recordings),
    sessions: new Map(),
    addresses: new Map(),
    plays: new Set(),
    openHosts: new Set(),
    findings: new Map(),
    misses: new Map(),
    requests: 0,
    moreFindings: 0,
    moreMisses: 0,
  }
  return {
    handler: async (request) => answer(request, stage),
    report: () =>
      makeReport({
        ...stage,
        plays: [...stage.plays],
        challenges: [...stage.sessions.values()].reduce((sum, { challenges }) => sum + challenges, 0),
        findings: [...stage.findings.values()],
        misses: [...stage.misses.values()],
      }),
  }
}

function answer(request: WireRequest, stage: Stage): WireAnswer | Promise<WireAnswer> {
  stage.requests++
  const asked = toAsked(request, stage)
  const { call, session } = asked
  const choice = chooseAnswer(call, {
    session,
    shelf: stage.shelf,
    openHosts: stage.openHosts,
    order: stage.dials.order,
  })
  if (!choice || isProbeElsewhere(choice, call))
    return call.hasToken ? miss(asked, 'nothing fits', stage) : challenge(asked, stage)
  if (choice.kind === 'repeated') return repeat(choice, asked, stage)
  const { candidate } = choice
  return candidate.entry.kind === 'challenge'
    ? playChallenge(candidate, asked, stage)
    : playRecorded(candidate, asked, stage)
}

/** A request without a token starts nothing that is not due: the service would challenge it. */
function isProbeElsewhere(choice: Choice, { hasToken }: Call): boolean {
  if (hasToken || choice.kind === 'repeated') return false
  const { candidate } = choice
  return candidate.entry.kind !== 'challenge' && !candidate.isNext && !candidate.isBound
}
