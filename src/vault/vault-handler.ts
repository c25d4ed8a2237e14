import { matchOperation, type OperationMatch } from '../contract/match-operation.ts'
import type { WireRequest, WireResponse } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { bearerToken, type Gate } from './authenticate.ts'
import type { Clock } from './clock.ts'
import { answerWithFault, type Faults } from './faults.ts'
import { fillBehaviour } from './fill-behaviour.ts'
import { createOperator } from './operate.ts'
import type { Outcome } from './outcome.ts'
import { toResponse } from './response-headers.ts'
import type { VaultState } from './vault-state.ts'

/** What a vault's handler is put together from. */
export interface VaultParts {
  readonly state: VaultState
  readonly gate: Gate
  readonly faults: Faults
  readonly clock: Clock
}

/**
 * Answers requests in the service's order: the token before everything else (a 401 comes even for what would
 * be a 400, 404 or 405 once authorised), then the operation. Faults stand between the two, or before both
 * when they are for requests without a token.
 */
export function createVaultHandler({ state, gate, faults, clock }: VaultParts): Handler {
  const operate = createOperator(state, gate)
  const matched = rememberLatest()
  return async (sent) => {
    const request = withSingleSlashes(sent)
    const match = matched(request)
    const respond = (outcome: Outcome): WireResponse => toResponse(outcome, request, state, clock.now())
    const token = bearerToken(request)
    const refused = token === undefined ? undefined : await gate.admit(token, clock.now())
    if (refused) return respond(refused)
    const own = async (): Promise<WireResponse> =>
      respond(token === undefined ? gate.refuseMissingToken() : await operate(request, match, clock.now()))
    const due = faults.next(match, token !== undefined)
    const usual = (outcome: Outcome): WireResponse => respond(challenged(outcome, gate))
    const filled = due && { ...due, fault: fillBehaviour(due.fault, state, gate.tenantId()) }
    const answer = filled ? await answerWithFault(filled, { own, usual }) : await own()
    faults.answered(match, token !== undefined)
    return answer
  }
}

/** Clients poll, and tests read one secret many times: what the latest address means is not worked out again. */
function rememberLatest(): (request: WireRequest) => OperationMatch | undefined {
  let [lastMethod, lastUrl] = ['', '']
  let latest: OperationMatch | undefined
  return ({ method, url }) => {
    if (method === lastMethod && url === lastUrl) return latest
    latest = matchOperation(method, url)
    lastMethod = method
    lastUrl = url
    return latest
  }
}

/** Doubled slashes in a path count once: `POST /secrets//restore` is recorded with a 200. */
function withSingleSlashes(request: WireRequest): WireRequest {
  const { url } = request
  const path = url.indexOf('/', url.indexOf('://') + 3)
  if (path < 0 || !url.includes('//', path)) return request
  const query = url.indexOf('?', path)
  const end = query < 0 ? url.length : query
  return {
    ...request,
    url: url.slice(0, path) + url.slice(path, end).replace(/\/{2,}/g, '/') + url.slice(end),
  }
}

/** A fault that is a 401 carries the usual challenge, unless it says otherwise. */
function challenged(outcome: Outcome, gate: Gate): Outcome {
  const challenge = outcome.status === 401 ? gate.nextChallenge() : undefined
  return challenge === undefined ? outcome : { ...outcome, challenge }
}
