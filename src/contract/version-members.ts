import { indexOfApiVersion } from './api-versions.ts'
import { apiVersions as files } from './generated/contract-data.js'
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

/** The rules of a known version for a body; none for a version that the contract does not know. */
export function versionRulesOf(version: string, body: BodyType): readonly VersionRule[] {
  const key = `${version} ${body}`
  const cached = cache.get(key)
  if (cached) return cached
  const index = indexOfApiVersion(version)
  if (index === undefined) return []
  const rules = allMembersOf(body).flatMap((member) => ruleFor(member, index) ?? [])
  cache.set(key, rules)
  return rules
}

const cache = new Map<string, readonly VersionRule[]>()

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
