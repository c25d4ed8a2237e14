/** What an api-version adds to the wire. */
export interface VersionTraits {
  readonly version: string
  /** `attributes.recoverableDays`: from 7.1 on, never before, even on the same vault on the same day. */
  readonly recoverableDays: boolean
  /** `previousVersion` and the `outContentType` parameter: from 2025-06-01-preview on. */
  readonly previousVersion: boolean
}

/** The published api-versions of the secrets data plane, oldest first. */
const publishedVersions: readonly string[] = [
  '2016-10-01',
  '7.0',
  '7.1',
  '7.2',
  '7.3',
  '7.4',
  '7.5',
  '7.6-preview.2',
  '7.6',
  '2025-06-01-preview',
  '2025-07-01',
  '2026-01-01-preview',
  '2026-03-01-preview',
  '2026-04-01',
  '2026-05-01-preview',
  '2026-07-01-preview',
]

/** The api-versions one vault knows. */
export interface KnownVersions {
  /** `undefined` for a version that the vault does not know. */
  traitsOf(version: string): VersionTraits | undefined
  /** The newest version that is no preview: what a refusal recommends. */
  readonly latest: string
  /** Oldest first. */
  readonly all: readonly string[]
}

/**
 * The versions a vault knows: all published ones, or those named. A named one that was never published counts as newer
 * than all others.
 */
export function knownVersions(names: readonly string[] = publishedVersions): KnownVersions {
  const traits = new Map(names.map((version) => [version, describe(version)]))
  const latest = names.filter((version) => !version.includes('preview')).at(-1) ?? names.at(-1) ?? ''
  return { traitsOf: (version) => traits.get(version), latest, all: names }
}

function describe(version: string): VersionTraits {
  return {
    version,
    recoverableDays: isAtLeast(version, '7.1'),
    previousVersion: isAtLeast(version, '2025-06-01-preview'),
  }
}

function isAtLeast(version: string, first: string): boolean {
  const position = publishedVersions.indexOf(version)
  return position < 0 || position >= publishedVersions.indexOf(first)
}
