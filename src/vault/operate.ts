import type { OperationMatch } from '../contract/match-operation.ts'
import type { WireRequest } from '../wire/exchange.ts'
import { parseUrl } from '../wire/url.ts'
import { refuseAccess } from './access.ts'
import type { Gate } from './authenticate.ts'
import type { Call } from './call.ts'
import { errors } from './errors.ts'
import { operationHandlers } from './operation-handlers.ts'
import type { Outcome } from './outcome.ts'
import { purgeExpired } from './store.ts'
import type { VaultState } from './vault-state.ts'
import { type KnownVersions, knownVersions, type VersionTraits } from './version-traits.ts'

/** Answers an admitted request; `match` is what its method and URL ask for, `now` milliseconds. */
export type Operator = (
  request: WireRequest,
  match: OperationMatch | undefined,
  now: number,
) => Outcome | Promise<Outcome>

/**
 * What comes behind the token: path and method, api-version, name, access, then the operation. This order is
 * unconfirmed: no recording breaks two of these rules at once.
 */
export function createOperator(state: VaultState, gate: Gate): Operator {
  const versions = knownVersions(state.behaviour.apiVersions)
  const denied = new Set(state.behaviour.denied)
  return (request, match, now) => {
    if (!match) return refuseAddress(request)
    const traits = traitsFor(match, state, versions)
    if (!traits) return errors.unknownApiVersion(match.apiVersion ?? '', versions.latest)
    const name = match.name ?? ''
    if (match.name !== undefined && !namePattern.test(name)) return errors.invalidName(name)
    const seconds = Math.floor(now / 1000)
    const call: Call = { state, match, name, key: name.toUpperCase(), request, traits, now: seconds }
    if (denied.has(match.operation)) return refuseAccess(call, gate.tenantId())
    purgeExpired(state.store, seconds)
    return operationHandlers[match.operation](call)
  }
}

const namePattern = /^[0-9a-zA-Z-]{1,127}$/

/** A path of the two collections with a method that it has not got is a 405, as recorded for `PUT /secrets/`. */
function refuseAddress({ method, url }: WireRequest): Outcome {
  const known = /^\/(deleted)?secrets(\/|$)/.test(parseUrl(url)?.path ?? '')
  return known ? errors.methodNotAllowed(method) : errors.unknownPath()
}

/** A vault that leaves the api-version out of its links takes its own links as they are. */
function traitsFor(
  match: OperationMatch,
  state: VaultState,
  versions: KnownVersions,
): VersionTraits | undefined {
  if (match.apiVersion !== undefined) return versions.traitsOf(match.apiVersion)
  const ownLink = match.query.some(([name]) => name === '$skiptoken')
  const leftOut = state.behaviour.nextLinkForm === 'no-api-version' && ownLink
  return leftOut ? versions.traitsOf(versions.latest) : undefined
}
