// What src/build/build-validators.mjs writes to contract-data.js.
import type { BodyMember, BodyType } from '../schema-catalogue.ts'
import type { ApiVersionFile } from './types/api-version.ts'

/** Version of this package. */
export const toolVersion: string
/** SHA-256 over everything in schemas/, in hexadecimal. */
export const contractHash: string
/** Oldest first. */
export const apiVersions: readonly ApiVersionFile[]
export const bodyMembers: Readonly<Record<BodyType, readonly BodyMember[]>>
