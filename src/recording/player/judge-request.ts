import type { Exchange, WireRequest } from '../../wire/exchange.ts'
import type { Dials } from './dials.ts'
import type { Call, Candidate } from './find-candidate.ts'
import { judgeBody } from './judge-body.ts'
import { judgeHeaders } from './judge-headers.ts'
import { judgeQuery } from './judge-query.ts'
import { entryAt } from './play.ts'
import type { Difference } from './play-finding.ts'

const none: Difference[] = []

export interface RoutedRequest {
  readonly call: Call
  readonly candidate: Candidate
  readonly dials: Dials
}

/** What is otherwise than recorded in when and where a request came. To be asked before its exchange is marked as served. */
export function judgeRouting({ call, candidate, dials }: RoutedRequest): Difference[] {
  const { entry, isInOrder, agrees } = candidate
  if (isInOrder && agrees && entry.apiVersion === call.target.apiVersion) return none
  return [...judgeOrder(candidate, dials), ...judgeQuery({ call, candidate, entry, dials })]
}

/** What is otherwise than recorded in a request's headers and body. A request without a token has no body yet: it is not judged. */
export function judgeContent(
  { call, candidate, dials }: RoutedRequest,
  request: WireRequest,
  exchange: Exchange,
): Difference[] {
  if (!call.hasToken) return []
  const { entry } = candidate
  const { given } = candidate.play.recording
  return [
    ...judgeHeaders(request, exchange, dials),
    ...judgeBody({ shape: call.shape, request, entry, exchange, given }),
  ]
}

function judgeOrder({ isInOrder, play, entry }: Candidate, { order }: Dials): Difference[] {
  if (isInOrder) return []
  const furthest = order === 'strict' ? play.furthest : (play.resources.get(entry.resource)?.furthest ?? -1)
  const later = entryAt(play, furthest)
  return [
    {
      field: 'order',
      expected: `before exchange ${later.index} (${later.action})`,
      received: 'after it',
    },
  ]
}
