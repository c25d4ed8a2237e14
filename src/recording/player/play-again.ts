import type { WireAnswer } from '../../wire/exchange.ts'
import type { Choice } from './choose-answer.ts'
import { giveAgain } from './deliver.ts'
import type { Candidate } from './find-candidate.ts'
import { isComplete, markServed } from './play.ts'
import type { PlayableRecording } from './playable-recording.ts'
import type { Asked, Stage } from './stage.ts'
import { standardChallenge } from './standard-challenge.ts'
import { miss } from './take-notes.ts'

/** A challenge binds nothing: the request that will follow with a token and a body says more. */
export async function playChallenge(candidate: Candidate, asked: Asked, stage: Stage): Promise<WireAnswer> {
  const { session } = asked
  const { play, position } = candidate
  session.lastChallenge = { play, position }
  if (session.started.has(play.recording)) {
    markServed(play, position)
    if (isComplete(play)) session.open.delete(play)
  } else session.challenges++
  return giveAgain({ play, position }, asked, stage)
}

/** What no recording has, the service would still challenge. */
export async function challenge(asked: Asked, stage: Stage): Promise<WireAnswer> {
  const { session, call, request } = asked
  if (session.challenges++ > budgetOf(stage.recordings)) return miss(asked, 'budget exceeded', stage)
  if (session.lastChallenge) return giveAgain(session.lastChallenge, asked, stage)
  return standardChallenge(request, call.authority.replace(/:\d+$/, ''), stage.tenantId)
}

/** A poll goes on saying what it came to. */
export async function repeat(
  { play, position }: Extract<Choice, { kind: 'repeated' }>,
  asked: Asked,
  stage: Stage,
): Promise<WireAnswer> {
  if (play.repeated++ > budgetOf([play.recording])) return miss(asked, 'budget exceeded', stage)
  return giveAgain({ play, position }, asked, stage)
}

/** Answers beyond what was recorded: far more than a client needs that polls often, and an end for one that never stops. */
function budgetOf(recordings: readonly PlayableRecording[]): number {
  return recordings.reduce((sum, { entries }) => sum + entries.length, 1_000)
}
