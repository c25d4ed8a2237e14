import type { WireAnswer, WireRequest } from '../../wire/exchange.ts'
import { parseUrl } from '../../wire/url.ts'
import { explainMiss, type Miss, type MissReason } from './explain-miss.ts'
import type { Candidate } from './find-candidate.ts'
import type { Difference } from './play-finding.ts'
import type { Asked, Stage } from './stage.ts'

const mostFindings = 1_000
const mostMisses = 100

/** Keeps what differed, once for each field of each exchange. */
export function keepFindings(
  differences: readonly Difference[],
  { candidate, request }: { readonly candidate: Candidate; readonly request: WireRequest },
  stage: Stage,
): void {
  const { index } = candidate.entry
  const { place } = candidate.play.recording
  for (const difference of differences) {
    const key = `${place} ${index} ${difference.field}`
    if (stage.findings.has(key)) continue
    if (stage.findings.size >= mostFindings) {
      stage.moreFindings++
      continue
    }
    stage.findings.set(key, {
      kind: 'request',
      level: 'fail',
      recording: place,
      exchange: index,
      request: describe(request),
      ...difference,
    })
  }
}

/** Explains a request that nothing answers. The connection ends without an answer: any status would mean something to a client. */
export function miss({ call, session, request }: Asked, reason: MissReason, stage: Stage): WireAnswer {
  const described = describe(request)
  const key = `${call.authority} ${described} ${reason}`
  const known = stage.misses.get(key)
  const answer: WireAnswer = { closed: true }
  if (known) known.count++
  else if (stage.misses.size < mostMisses) {
    const { recordings, dials } = stage
    const explained = explainMiss({ call, session, recordings, dials, reason, request: described })
    stage.misses.set(key, explained)
    stage.onMiss(explained)
  } else stage.moreMisses++
  const told = stage.misses.get(key)
  if (told) explanations.set(answer, told)
  return answer
}

const explanations = new WeakMap<WireAnswer, Miss>()

/** Why a player closed this connection; `undefined` when it was closed as recorded, or too many others were before. */
export function missOf(answer: WireAnswer): Miss | undefined {
  return explanations.get(answer)
}

/** Method and path: a query may hold what is opaque. */
function describe({ method, url }: WireRequest): string {
  const path = parseUrl(url)?.path ?? '(no absolute URL)'
  return `${method} ${path.length > 100 ? `${path.slice(0, 99)}…` : path}`
}
