import { apiVersions, indexOfApiVersion } from './api-versions.ts'
import { compareApiVersions } from './compare-api-versions.ts'
import { apiVersions as files } from './generated/contract-data.js'
import { remember } from './remember.ts'
import { allMembersOf, type BodyMember, type BodyType } from './schema-catalogue.ts'

/** What an api-version says of a member that not every version has, or always has. */
export interface VersionRule extends BodyMember {
  /** absent: this version does not have it. present: every answer of this version has it. */
  readonly rule: 'absent' | 'present'
  /** Why, in words: `from 7.1 on`, `until 7.0`. */
  readonly span: string
}

/**
 * The members that a body has in an api-version. For a version that the contract does not know (a preview that was
 * never published, something newer) every member of any version.
 */
export function membersOf(version: string, body: BodyType): readonly BodyMember[] {
  const absent = new Set(
    versionRulesOf(version, body)
      .filter((rule) => rule.rule === 'absent')
      .map((rule) => rule.pointer),
  )
  return allMembersOf(body).filter((member) => !absent.has(member.pointer))
}

/**
 * The rules of a version for a body. A version that the contract does not list has those that both its neighbours have
 * (`7.3-preview`: those of 7.2 and 7.3 alike), an older one those by which the first has less; a newer one has none.
 */
export function versionRulesOf(version: string, body: BodyType): readonly VersionRule[] {
  const key = `${version} ${body}`
  const cached = cache.get(key)
  if (cached) return cached
  const rules = rulesFor(version, body)
  remember(cache, key, rules, 512)
  return rules
}

const cache = new Map<string, readonly VersionRule[]>()

function rulesFor(version: string, body: BodyType): readonly VersionRule[] {
  const index = indexOfApiVersion(version)
  if (index !== undefined) return rulesAt(index, body)
  const next = apiVersions.findIndex((known) => compareApiVersions(known, version) > 0)
  if (next < 0 || Number.isNaN(compareApiVersions(version, version))) return []
  const after = rulesAt(next, body)
  if (next === 0) return after.filter(({ rule }) => rule === 'absent')
  const before = rulesAt(next - 1, body)
  return after.filter(({ pointer, rule }) =>
    before.some((other) => other.pointer === pointer && other.rule === rule),
  )
}

function rulesAt(index: number, body: BodyType): readonly VersionRule[] {
  return allMembersOf(body).flatMap((member) => ruleFor(member, index) ?? [])
}

function ruleFor(member: BodyMember, index: number): VersionRule | undefined {
  const added = indexOfChange('adds', member)
  if (added > index) return { ...member, rule: 'absent', span: `from ${files[added]?.version} on` }
  const removed = indexOfChange('removes', member)
  if (removed >= 0 && removed <= index)
    return { ...member, rule: 'absent', span: `until before ${files[removed]?.version}` }
  const required = indexOfChange('requires', member)
  if (required >= 0 && required <= index)
    return { ...member, rule: 'present', span: `from ${files[required]?.version} on` }
  return undefined
}

function indexOfChange(change: 'adds' | 'removes' | 'requires', { owner, member }: BodyMember): number {
  return files.findIndex((file) =>
    file[change]?.members?.some((entry) => entry.body === owner && entry.member === member),
  )
}
