import type { ClientOptions, Scenario } from '../contract/generated/types/scenario.ts'
import { type CallStep, isCallStep, walkSteps } from './walk-steps.ts'

/**
 * What a driver must declare so that a scenario can be put to its client: what follows from calls, their arguments
 * and the options of clients, and what the scenario names as `needs`.
 */
export function neededCapabilities(scenario: Scenario): Set<string> {
  const calls = walkSteps(scenario.steps).flatMap(({ step }) => (isCallStep(step) ? ofCall(step) : []))
  const clients = [scenario.client ?? {}, ...Object.values(scenario.clients ?? {})].flatMap(ofClient)
  return new Set([...calls, ...clients, ...(scenario.needs ?? [])])
}

const ofPollers: ReadonlySet<string> = new Set([
  'beginDeleteSecret',
  'beginRecoverDeletedSecret',
  'pollerPoll',
  'pollerWait',
  'pollerState',
])

function ofCall({ call, with: given = {}, timeoutMs }: CallStep): string[] {
  const isList = call.startsWith('list')
  const byPage = 'maxPages' in given || given['byPage'] === true
  return [
    ofPollers.has(call) ? 'poller' : call,
    ...(call === 'getSecret' && 'outContentType' in given ? ['getSecret.outContentType'] : []),
    ...('resumeFrom' in given ? ['poller.resume'] : []),
    ...(isList && byPage ? ['list.byPage'] : []),
    ...(isList && 'pageSize' in given ? ['list.pageSize'] : []),
    ...(isList && 'continuation' in given ? ['list.continuation'] : []),
    ...(timeoutMs === undefined ? [] : ['call.timeout']),
  ]
}

function ofClient(options: ClientOptions): string[] {
  return [
    `credential.${options.credential ?? 'test'}`,
    ...(options.apiVersion === undefined ? [] : ['client.apiVersion']),
    ...(options.verifyChallengeResource === undefined ? [] : ['client.verifyChallengeResource']),
    ...(options.logging === undefined ? [] : ['client.logging']),
    // Without the option a client may be slow in a scenario, not wrong; with its own defaults asked for, it needs none.
    ...(typeof options.retry === 'object' ? ['client.retry'] : []),
  ]
}
