import { Ajv2020, type AnySchemaObject, type ErrorObject } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { describeSchemaError } from './describe-schema-error.ts'

/** One way in which a value breaks its schema. */
export interface SchemaProblem {
  /** RFC 6901 pointer into the value. */
  readonly pointer: string
  readonly message: string
}

export type ValidateValue = (value: unknown) => SchemaProblem[]

/**
 * Makes a validator for a file format (scenarios, known failures). Compiled when a command first needs it: what is on
 * the path of a served exchange never is.
 */
export function compileSchema(schema: AnySchemaObject): ValidateValue {
  // Branches of `oneOf` leave out the `type` that stands beside them.
  const ajv = new Ajv2020({
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  })
  addFormatsModule.default(ajv)
  const validate = ajv.compile(schema)
  return (value) => (validate(value) ? [] : toProblems(validate.errors ?? []))
}

/** The deepest errors say what is wrong; those of the alternatives around them only that something is. */
function toProblems(errors: readonly ErrorObject[]): SchemaProblem[] {
  const deepest = Math.max(...errors.map((error) => depthOf(error)))
  const problems = errors
    .filter((error) => depthOf(error) === deepest)
    .map((error) => ({ pointer: error.instancePath, message: describeSchemaError(error) }))
  return problems.filter(
    ({ message }, index) => problems.findIndex((other) => other.message === message) === index,
  )
}

function depthOf({ instancePath, keyword }: ErrorObject): number {
  const weight = keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'not' ? -0.5 : 0
  return instancePath.split('/').length + weight
}
