import type { Scenario, Step } from '../contract/generated/types/scenario.ts'
import type { DocumentProblem } from '../contract/validate-document.ts'
import { dateOfAnswer, referencesIn } from './templates.ts'
import { walkSteps } from './walk-steps.ts'

/** Judges that every template refers to something that will exist when it is filled in. */
export function checkReferences(scenario: Scenario): DocumentProblem[] {
  const vaults = new Set(['vault', ...Object.keys(scenario.otherVaults ?? {})])
  const ids = stepIds(scenario)
  const places = [
    ...stepPlaces(scenario.steps),
    ...Object.entries({ ...scenario, steps: [] }).map(([name, value]) => ({
      pointer: `/${name}`,
      value,
      before: name === 'expect' ? [...ids] : [],
    })),
  ]
  const unresolved = places.flatMap(({ pointer, value, before }) =>
    referencesIn(value)
      .filter((reference) => !isKnown(reference, vaults, new Set(before)))
      .map((reference) => ({
        pointer,
        message: `\${${reference}} stands for nothing here. Legal are the templates in the description of schemas/scenario.json; a step can be referred to after it ran.`,
      })),
  )
  return [...repeatedIds(ids), ...unresolved]
}

const plain: ReadonlySet<string> = new Set([
  'vault.host',
  'vault.url',
  'resource',
  'tenant',
  'clientId',
  'apiVersion',
  'nextLink',
  'canary',
])

function isKnown(reference: string, vaults: ReadonlySet<string>, before: ReadonlySet<string>): boolean {
  const [first = '', second = '', third = ''] = reference.split('.')
  if (plain.has(reference) || /^repeat:\d{1,7}:/.test(reference) || dateOfAnswer.test(reference)) return true
  if (first === 'vaults') return vaults.has(second) && ['url', 'capitals', 'host'].includes(third)
  if (first === 'steps') return before.has(second) && (third === 'value' || third === 'error')
  return (first === 'tenants' || first === 'canary') && second !== ''
}

interface Place {
  readonly pointer: string
  readonly value: unknown
  /** Ids of the steps that ran before. */
  readonly before: readonly string[]
}

/** A step's arguments see the steps before it, its expectations also itself and those beside it. */
function stepPlaces(steps: readonly Step[]): Place[] {
  const placed = walkSteps(steps)
  return placed.flatMap(({ step, index, pointer }) => {
    const before = placed.filter((other) => other.index < index).flatMap(({ step: other }) => idOf(other))
    const beside = placed.filter((other) => other.index <= index).flatMap(({ step: other }) => idOf(other))
    if (!('call' in step)) return [{ pointer, value: step, before }]
    return [
      { pointer: `${pointer}/with`, value: step.with, before },
      { pointer: `${pointer}/expect`, value: step.expect, before: beside },
    ]
  })
}

function stepIds(scenario: Scenario): string[] {
  return walkSteps(scenario.steps).flatMap(({ step }) => idOf(step))
}

function idOf(step: Step): string[] {
  return 'call' in step && step.id !== undefined ? [step.id] : []
}

function repeatedIds(ids: readonly string[]): DocumentProblem[] {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  return repeated === undefined
    ? []
    : [{ pointer: '/steps', message: `Two steps have the id "${repeated}".` }]
}
