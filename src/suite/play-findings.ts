import type { NearExchange } from '../recording/player/explain-miss.ts'
import type { PlayFinding } from '../recording/player/play-finding.ts'
import type { PlayerReport } from '../recording/player/player-report.ts'
import type { Broken } from './expectations/broken.ts'

/** What a player has to say of a client, as broken expectations: requests it could not answer, and those it waited for. */
export function playFindings({ misses, findings }: PlayerReport): Broken[] {
  return [
    ...misses.map(({ request, reason, nearest }) => ({
      pointer: '',
      expected: nearest[0] ? `a request as recorded: ${nearest[0].request}` : 'a request that was recorded',
      received: request,
      message: `${request} is answered by nothing in the recording (${reason})${difference(nearest[0])}.`,
    })),
    ...findings.filter((finding) => finding.level === 'fail' && !isUnusedRead(finding)).map(toBroken),
  ]
}

/**
 * How often a client reads to find its way is its own affair: JavaScript looks whether a secret is there before it recovers it, others do
 * not. What the reads are for, the scenario's expectations say.
 */
function isUnusedRead({ kind, request }: PlayFinding): boolean {
  return kind === 'unused' && request.startsWith('Get')
}

function difference(near: NearExchange | undefined): string {
  const differing = near?.fields.filter(({ fits }) => !fits) ?? []
  if (!near || differing.length === 0) return ''
  return `; nearest is exchange ${near.exchange}, which differs in ${differing.map(({ field }) => field).join(', ')}`
}

function toBroken({ kind, request, field, expected, received, exchange }: PlayFinding): Broken {
  const where = exchange === undefined ? 'The recording' : `Exchange ${exchange} of the recording`
  const what = kind === 'request' ? `was asked for otherwise in ${field}` : received
  return {
    pointer: '',
    expected,
    received,
    message: `${where}${request && ` (${request})`}: ${what}.`,
  }
}
