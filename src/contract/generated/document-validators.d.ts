// What src/build/build-validators.mjs writes to document-validators.js.
import type { DocumentName } from '../validate-document.ts'
import type { CompiledValidator } from './compiled-validator.d.ts'

export const documentValidators: Readonly<Record<DocumentName, CompiledValidator>>
