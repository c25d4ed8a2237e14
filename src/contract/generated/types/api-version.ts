// Generated from schemas/api-version.json by `npm run generate`: edit that.

/**
 * This interface was referenced by `ApiVersionFile`'s JSON-Schema
 * via the `definition` "version".
 */
export type Version = string

/**
 * What an api-version changes against the one before it, so that the difference between two versions can be read. What no file names, every version has.
 */
export interface ApiVersionFile {
  $schema?: string
  version: Version
  /**
   * null: the first.
   */
  predecessor: Version | null
  stability: 'stable' | 'preview'
  adds?: {
    operations?: string[]
    parameters?: VersionParameter[]
    /**
     * @minItems 1
     */
    members?: VersionMember[]
    values?: VersionValues[]
  }
  removes?: {
    /**
     * @minItems 1
     */
    members?: VersionMember[]
  }
  /**
   * Members that every answer has from this version on.
   */
  requires?: {
    /**
     * @minItems 1
     */
    members?: VersionMember[]
  }
  /**
   * Where the wire differs from the document, with dates.
   *
   * @minItems 1
   */
  notes: string[]
  /**
   * @minItems 1
   */
  sources: string[]
}
/**
 * This interface was referenced by `ApiVersionFile`'s JSON-Schema
 * via the `definition` "parameter".
 */
export interface VersionParameter {
  /**
   * @minItems 1
   */
  operations: string[]
  name: string
  values?: string[]
  /**
   * Only seen on the wire.
   */
  documented?: false
}
/**
 * This interface was referenced by `ApiVersionFile`'s JSON-Schema
 * via the `definition` "member".
 */
export interface VersionMember {
  /**
   * Title of a schema in schemas/secrets.
   */
  body: string
  member: string
  /**
   * Only seen on the wire.
   */
  documented?: false
}
/**
 * This interface was referenced by `ApiVersionFile`'s JSON-Schema
 * via the `definition` "values".
 */
export interface VersionValues {
  body: string
  member: string
  /**
   * @minItems 1
   */
  values: string[]
}
