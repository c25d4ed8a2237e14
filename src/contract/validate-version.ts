import type { BodyProblem } from './body-problem.ts'
import { describeType } from './describe-value.ts'
import { childPointer, partsOfPointer } from './pointer.ts'
import type { BodyType } from './schema-catalogue.ts'
import { type VersionRule, versionRulesOf } from './version-members.ts'

/** What an api-version adds to the schema of a body: members it does not have yet, members it always has. */
export function validateVersion(body: BodyType, apiVersion: string, json: unknown): BodyProblem[] {
  const problems: BodyProblem[] = []
  for (const rule of versionRulesOf(apiVersion, body)) {
    visitObjects(json, { parents: parentsOf(rule), path: [] }, (parent, path) => {
      const problem = judge(rule, parent, path)
      if (problem) problems.push(problem)
    })
  }
  return problems
}

type JsonObject = Readonly<Record<string, unknown>>

/** Taken apart once: rules are few, bodies many. */
const parentsByPointer = new Map<string, readonly string[]>()

function parentsOf({ pointer }: VersionRule): readonly string[] {
  const known = parentsByPointer.get(pointer)
  if (known) return known
  const parents = partsOfPointer(pointer).slice(0, -1)
  parentsByPointer.set(pointer, parents)
  return parents
}

interface Way {
  readonly parents: readonly string[]
  /** As far as it has been gone. */
  readonly path: readonly string[]
}

/** Visits every object that lies where the parents say; `*` is every member or item. */
function visitObjects(
  value: unknown,
  { parents, path }: Way,
  visit: (object: JsonObject, path: readonly string[]) => void,
): void {
  if (typeof value !== 'object' || value === null) return
  const object = value as JsonObject
  const part = parents[path.length]
  if (part === undefined) {
    visit(object, path)
    return
  }
  const names = part === '*' ? Object.keys(object) : [part]
  for (const name of names) visitObjects(object[name], { parents, path: [...path, name] }, visit)
}

function judge(rule: VersionRule, parent: JsonObject, path: readonly string[]): BodyProblem | undefined {
  const has = Object.hasOwn(parent, rule.member)
  if (has === (rule.rule === 'present')) return undefined
  const place = { pointer: [...path, rule.member].reduce(childPointer, '') }
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
