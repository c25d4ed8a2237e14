/** What the command line says of printing the contract. */
export interface SchemaOptions {
  readonly openapi?: boolean
  readonly requirements?: boolean
  readonly body?: string
  readonly apiVersion?: string
  readonly format?: string
}
