import type { Scenario, Selector } from '../contract/generated/types/scenario.ts'
import { requirements } from '../contract/requirements.ts'
import type { DocumentProblem } from '../contract/validate-document.ts'
import { checkCall, knownCapabilities } from './check-call.ts'
import { checkReferences } from './check-references.ts'
import { didYouMean } from './near-names.ts'
import { expectationsOf, isCallStep, walkSteps } from './walk-steps.ts'

/** Judges what the schema cannot say of a scenario: that everything it refers to exists. Empty when it is sound. */
export function checkScenario(scenario: Scenario): DocumentProblem[] {
  return [
    ...checkRequirements(scenario),
    ...checkCalls(scenario),
    ...checkVaultKeys(scenario),
    ...checkNeeds(scenario),
    ...checkReferences(scenario),
  ]
}

function checkRequirements(scenario: Scenario): DocumentProblem[] {
  const named = [
    ...scenario.requirements.map((id, index) => ({ id, pointer: `/requirements/${index}` })),
    ...(scenario.expect ?? []).map(({ requirement: id }, index) => ({
      id,
      pointer: `/expect/${index}/requirement`,
    })),
    ...walkSteps(scenario.steps).flatMap(({ step, pointer }) =>
      isCallStep(step)
        ? expectationsOf(step).map(({ requirement }) => ({ id: requirement, pointer: `${pointer}/expect` }))
        : [],
    ),
  ]
  return named.flatMap(({ id, pointer }) => (id === undefined ? [] : checkRequirement(id, pointer)))
}

function checkRequirement(id: string, pointer: string): DocumentProblem[] {
  const known = requirements.get(id)
  if (!known)
    return [{ pointer, message: `There is no requirement "${id}".${didYouMean(id, requirements.keys())}` }]
  if (known.subject === 'client') return []
  return [{ pointer, message: `The requirement "${id}" is about the service; a scenario judges a client.` }]
}

function checkCalls(scenario: Scenario): DocumentProblem[] {
  const clients = Object.keys(scenario.clients ?? {})
  return walkSteps(scenario.steps).flatMap(({ step, pointer }) => {
    if (!isCallStep(step)) return []
    const unknownClient = step.client !== undefined && !clients.includes(step.client)
    return [
      ...checkCall(step, pointer),
      ...(unknownClient ? [unknown('client', step.client ?? '', clients, `${pointer}/client`)] : []),
    ]
  })
}

function checkVaultKeys(scenario: Scenario): DocumentProblem[] {
  const keys = ['vault', ...Object.keys(scenario.otherVaults ?? {})]
  return vaultKeysIn(scenario)
    .filter(({ key }) => key !== undefined && !keys.includes(key))
    .map(({ key, pointer }) => unknown('vault', key ?? '', keys, pointer))
}

interface UsedKey {
  readonly key: string | undefined
  readonly pointer: string
}

function vaultKeysIn(scenario: Scenario): UsedKey[] {
  const steps = walkSteps(scenario.steps).flatMap(({ step, pointer }) =>
    'vault' in step ? [{ key: step.vault.key, pointer: `${pointer}/vault/key` }] : [],
  )
  const clients = Object.entries(scenario.clients ?? {}).map(([name, { vault }]) => ({
    key: vault,
    pointer: `/clients/${name}/vault`,
  }))
  return [
    ...steps,
    ...clients,
    { key: scenario.client?.vault, pointer: '/client/vault' },
    ...expectedKeys(scenario),
  ]
}

function expectedKeys(scenario: Scenario): UsedKey[] {
  return (scenario.expect ?? []).flatMap(({ count, request, gap, tokensSentTo }, index) => {
    const selectors: (Selector | undefined)[] = [count?.of, request?.of, request?.sameAs, gap?.of]
    const keys = [...selectors.map((selector) => selector?.vault), ...Object.keys(tokensSentTo ?? {})]
    return keys.map((key) => ({ key, pointer: `/expect/${index}` }))
  })
}

function checkNeeds(scenario: Scenario): DocumentProblem[] {
  const known = knownCapabilities()
  return (scenario.needs ?? [])
    .filter((need) => !known.includes(need))
    .map((need) => unknown('capability', need, known, '/needs'))
}

function unknown(what: string, name: string, known: readonly string[], pointer: string): DocumentProblem {
  return { pointer, message: `There is no ${what} "${name}". Legal are ${known.join(', ') || 'none'}.` }
}
