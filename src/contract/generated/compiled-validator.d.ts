/** A validation function as ajv compiles it; `errors` holds those of the last call, null when there were none. */
export interface CompiledValidator {
  (value: unknown): boolean
  readonly errors?: readonly CompiledError[] | null
}

export interface CompiledError {
  /** RFC 6901 pointer to the judged value. */
  readonly instancePath: string
  readonly keyword: string
  readonly schemaPath: string
  /** By keyword: `missingProperty`, `additionalProperty`, `type`, `allowedValues`, … */
  readonly params: Readonly<Record<string, unknown>>
}
