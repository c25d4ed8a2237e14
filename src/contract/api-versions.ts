import { compareApiVersions } from './compare-api-versions.ts'
import { apiVersions as files } from './generated/contract-data.js'
import type { ApiVersionFile } from './generated/types/api-version.ts'
import type { Operation } from './operation.ts'

/** Every api-version of the contract, oldest first. */
export const apiVersions: readonly string[] = files.map((file) => file.version)

/** The newest api-version that is no preview: what the service names when it refuses an unknown one. */
export const latestStable: string = newest(files.filter((file) => file.stability === 'stable'))

const known: ReadonlyMap<string, number> = new Map(apiVersions.map((version, index) => [version, index]))

/** True for the versions in `schemas/api-versions`. Letter case counts; the service's own view of it is not known. */
export function isKnownApiVersion(version: string): boolean {
  return known.has(version)
}

/** Position in `apiVersions`; `undefined` for a version that the contract does not know. */
export function indexOfApiVersion(version: string): number | undefined {
  return known.get(version)
}

/** A span of api-versions; both ends belong to it, an absent end is open. */
export interface ApiVersionRange {
  readonly from?: string
  readonly until?: string
}

/**
 * True when a version lies in the range. Also places versions that the contract does not list (`7.1-preview`,
 * `2015-06-01`); what is no api-version at all lies in no range but the open one.
 */
export function isInRange(version: string, range: ApiVersionRange): boolean {
  if (range.from !== undefined && !(compareApiVersions(version, range.from) >= 0)) return false
  return range.until === undefined || compareApiVersions(version, range.until) <= 0
}

/** The query parameters that an operation takes in a known version, in no particular order. Empty for an unknown one. */
export function parametersOf(version: string, operation: Operation): readonly string[] {
  const index = known.get(version)
  if (index === undefined) return []
  const added = files.slice(0, index + 1).flatMap((file) => file.adds?.parameters ?? [])
  return added
    .filter((parameter) => parameter.operations.includes(operation))
    .map((parameter) => parameter.name)
}

/** The documented values of a member in a known version. All of them are open sets: others must be tolerated. */
export function valuesOf(version: string, body: string, member: string): readonly string[] {
  const index = known.get(version)
  if (index === undefined) return []
  const added = files.slice(0, index + 1).flatMap((file) => file.adds?.values ?? [])
  return added
    .filter((entry) => entry.body === body && entry.member === member)
    .flatMap((entry) => entry.values)
}

function newest(candidates: readonly ApiVersionFile[]): string {
  const last = candidates.at(-1)
  if (!last) throw new Error('schemas/api-versions holds no stable version.')
  return last.version
}
