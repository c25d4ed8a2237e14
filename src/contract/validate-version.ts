import { describeType } from './describe-value.ts'
import { childPointer, partsOfPointer } from './pointer.ts'
import type { BodyType } from './schema-catalogue.ts'
import type { BodyProblem } from './validate-body.ts'
import { type VersionRule, versionRulesOf } from './version-members.ts'

/** What an api-version adds to the schema of a body: members it does not have yet, members it always has. */
export function validateVersion(body: BodyType, apiVersion: string, json: unknown): BodyProblem[] {
  const problems: BodyProblem[] = []
  for (const rule of versionRulesOf(apiVersion, body)) {
    const parents = partsOfPointer(rule.pointer).slice(0, -1)
    for (const [parent, pointer] of objectsAt(json, parents)) {
      const problem = judge(rule, parent, pointer)
      if (problem) problems.push(problem)
    }
  }
  return problems
}

type JsonObject = Readonly<Record<string, unknown>>

/** Every object that lies where the parts say; `*` is every member or item. */
function* objectsAt(
  value: unknown,
  parts: readonly string[],
  pointer = '',
): Generator<[parent: JsonObject, pointer: string]> {
  if (typeof value !== 'object' || value === null) return
  const object = value as JsonObject
  const [part, ...rest] = parts
  if (part === undefined) {
    yield [object, pointer]
    return
  }
  const names = part === '*' ? Object.keys(object) : [part]
  for (const name of names) yield* objectsAt(object[name], rest, childPointer(pointer, name))
}

function judge(rule: VersionRule, parent: JsonObject, pointer: string): BodyProblem | undefined {
  const has = Object.hasOwn(parent, rule.member)
  if (has === (rule.rule === 'present')) return undefined
  const place = { pointer: childPointer(pointer, rule.member) }
  if (rule.rule === 'present') {
    return {
      kind: 'missing-member',
      ...place,
      expected: `the member \`${rule.member}\`, there ${rule.span}`,
      received: 'nothing',
    }
  }
  const received = describeType(parent[rule.member])
  return {
    kind: 'member-of-other-version',
    ...place,
    expected: `no member \`${rule.member}\`, there ${rule.span}`,
    received,
  }
}
