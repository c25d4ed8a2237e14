import type { BodyProblem } from './body-problem.ts'
import { describeType, describeValue } from './describe-value.ts'
import { bodyValidators } from './generated/body-validators.js'
import type { CompiledError } from './generated/compiled-validator.d.ts'
import { childPointer, partsOfPointer, valueAt } from './pointer.ts'
import { allMembersOf, type BodyType, type Sensitivity } from './schema-catalogue.ts'
import { validateVersion } from './validate-version.ts'

/**
 * Judges a parsed body by its schema and by the api-version it was asked for; an empty list when it keeps both.
 * A version that is missing or that the contract does not know adds no rules of its own. `undefined` is no JSON.
 */
export function validateBody(body: BodyType, apiVersion: string | undefined, json: unknown): BodyProblem[] {
  if (json === undefined)
    return [{ kind: 'no-json', pointer: '', expected: `JSON, a ${body}`, received: 'none' }]
  const validate = bodyValidators[body]
  const problems = validate(json) ? [] : (validate.errors ?? []).map((error) => problemOf(error, body, json))
  const ofVersion = apiVersion === undefined ? [] : validateVersion(body, apiVersion, json)
  return ofVersion.length === 0 ? problems : [...problems, ...ofVersion]
}

function problemOf(error: CompiledError, body: BodyType, json: unknown): BodyProblem {
  const { instancePath, keyword, params } = error
  const value = valueAt(json, instancePath)
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const pointer = childPointer(instancePath, String(params['missingProperty']))
    return { kind: 'missing-member', pointer, expected: `the member ${nameOf(pointer)}`, received: 'nothing' }
  }
  if (keyword === 'additionalProperties') {
    const pointer = childPointer(instancePath, String(params['additionalProperty']))
    const received = describeType(valueAt(json, pointer))
    return { kind: 'unknown-member', pointer, expected: `no member ${nameOf(pointer)}`, received }
  }
  if (keyword === 'type') {
    const types = [params['type']].flat().join(' or ')
    return { kind: 'wrong-type', pointer: instancePath, expected: types, received: describeType(value) }
  }
  const received = describeValue(value, sensitivityAt(body, instancePath))
  return { kind: 'wrong-value', pointer: instancePath, expected: expectedValue(keyword, params), received }
}

function nameOf(pointer: string): string {
  return `\`${partsOfPointer(pointer).at(-1)}\``
}

function expectedValue(keyword: string, params: CompiledError['params']): string {
  if (keyword === 'const') return JSON.stringify(params['allowedValue'])
  if (keyword === 'pattern') return `text that matches ${params['pattern']}`
  if (keyword === 'minLength') return `at least ${params['limit']} character(s)`
  if (keyword === 'minimum') return `at least ${params['limit']}`
  if (keyword === 'maximum') return `at most ${params['limit']}`
  return `what \`${keyword}\` asks for`
}

function sensitivityAt(body: BodyType, pointer: string): Sensitivity | undefined {
  const parts = partsOfPointer(pointer)
  return allMembersOf(body).find((member) => covers(partsOfPointer(member.pointer), parts))?.sensitivity
}

function covers(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length && pattern.every((part, index) => part === '*' || part === parts[index])
  )
}
