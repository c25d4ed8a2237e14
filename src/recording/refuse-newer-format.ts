import { EntryError } from './entry-error.ts'

/** The newest form of recording files that this version writes and reads. */
export const formatVersion = 1

/**
 * Looks at the `Provenance` of a recording of this tool: a newer form may mean something else by the same member.
 * @throws EntryError for a newer format version, and for none
 */
export function refuseNewerFormat(provenance: unknown): void {
  const version =
    typeof provenance === 'object' && provenance !== null
      ? Reflect.get(provenance, 'FormatVersion')
      : undefined
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new EntryError('Provenance.FormatVersion should be a whole number from 1')
  if (version <= formatVersion) return
  throw new EntryError(
    `it has format version ${version}, and this version of keyvault-contract reads up to ${formatVersion}: update it`,
  )
}
