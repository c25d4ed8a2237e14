// What src/build/build-validators.mjs writes to body-validators.js.
import type { BodyType } from '../schema-catalogue.ts'
import type { CompiledValidator } from './compiled-validator.d.ts'

export const bodyValidators: Readonly<Record<BodyType, CompiledValidator>>
