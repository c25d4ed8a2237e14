import { apiVersions, latestStable, parametersOf } from '../contract/api-versions.ts'
import { membersOf } from '../contract/version-members.ts'

/** What of the contract's differences between api-versions shows in this vault's answers. */
export interface VersionTraits {
  readonly version: string
  /** `attributes.recoverableDays`: from 7.1 on, never before, even on the same vault on the same day. */
  readonly recoverableDays: boolean
  /** From 2025-06-01-preview on. */
  readonly previousVersion: boolean
  /** The parameter of GetSecret, from 2025-06-01-preview on. */
  readonly outContentType: boolean
}

/** The api-versions one vault knows. */
export interface KnownVersions {
  /** `undefined` for a version that the vault does not know. */
  traitsOf(version: string): VersionTraits | undefined
  /** The newest version that is no preview: what a refusal recommends. */
  readonly latest: string
}

/** The versions a vault knows: those named, oldest first, or every version of the contract. */
export function knownVersions(names?: readonly string[]): KnownVersions {
  const traits = names ? new Map(names.map((version) => [version, traitsOf(version)])) : allTraits()
  const named = names && (names.findLast((version) => !version.includes('preview')) ?? names.at(-1))
  return { traitsOf: (version) => traits.get(version), latest: named ?? latestStable }
}

let everyVersion: ReadonlyMap<string, VersionTraits> | undefined

/** Worked out once a process: vaults are many. */
function allTraits(): ReadonlyMap<string, VersionTraits> {
  everyVersion ??= new Map(apiVersions.map((version) => [version, traitsOf(version)]))
  return everyVersion
}

function traitsOf(version: string): VersionTraits {
  const members = new Set(membersOf(version, 'SecretBundle').map(({ pointer }) => pointer))
  return {
    version,
    recoverableDays: members.has('/attributes/recoverableDays'),
    previousVersion: members.has('/previousVersion'),
    outContentType: parametersOf(version, 'GetSecret').includes('outContentType'),
  }
}
