import type { CompiledError } from './generated/compiled-validator.d.ts'
import { documentValidators } from './generated/document-validators.js'
import { nearestErrors } from './nearest-errors.ts'
import { childPointer } from './pointer.ts'

/** A format of this tool: a file in `schemas/`, or one message of the driver protocol. */
export type DocumentName =
  | 'scenario'
  | 'report'
  | 'check-report'
  | 'play-report'
  | 'requirement'
  | 'known-failures'
  | 'flaky'
  | 'api-version'
  | 'recording'
  | 'driver/request'
  | 'driver/response'
  | 'driver/answer'
  | 'driver/initializeResult'
  | 'driver/callResult'

/** One way in which a document breaks its format. */
export interface DocumentProblem {
  /** RFC 6901 pointer into the document; of a missing member, where it would be. */
  readonly pointer: string
  /** What is asked for, ready to follow the pointer: `must be one of "must", "should"`. Never quotes the document. */
  readonly message: string
}

/**
 * Judges a document by its format; an empty list when it keeps it. Where the format allows several forms, the problems
 * are those of the form that comes nearest.
 */
export function validateDocument(name: DocumentName, value: unknown): DocumentProblem[] {
  const validate = documentValidators[name]
  if (validate(value)) return []
  return nearestErrors(validate.errors ?? []).map(problemOf)
}

function problemOf({ instancePath, keyword, params }: CompiledError): DocumentProblem {
  if (keyword === 'required') {
    return { pointer: childPointer(instancePath, String(params['missingProperty'])), message: 'is missing' }
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = params['additionalProperty'] ?? params['unevaluatedProperty']
    return { pointer: childPointer(instancePath, String(name)), message: 'is no known member' }
  }
  return { pointer: instancePath, message: messageOf(keyword, params) }
}

/** A table rather than branches: by keyword, from ajv's parameters. */
const messages: Readonly<Record<string, (params: CompiledError['params']) => string>> = {
  type: ({ type }) => `must be ${[type].flat().join(' or ')}`,
  enum: ({ allowedValues }) =>
    `must be one of ${[allowedValues]
      .flat()
      .map((value) => JSON.stringify(value))
      .join(', ')}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  pattern: ({ pattern }) => `must match ${pattern}`,
  format: ({ format }) => `must be a ${format}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  minLength: ({ limit }) => `must have at least ${limit} character(s)`,
  minItems: ({ limit }) => `must have at least ${limit} item(s)`,
  maxItems: ({ limit }) => `must have at most ${limit} item(s)`,
  minProperties: ({ limit }) => `must have at least ${limit} member(s)`,
  maxProperties: ({ limit }) => `must have at most ${limit} member(s)`,
  uniqueItems: () => 'must not hold an item twice',
  oneOf: () => 'must be exactly one of the forms that the format knows',
  anyOf: () => 'must be one of the forms that the format knows',
}

function messageOf(keyword: string, params: CompiledError['params']): string {
  return messages[keyword]?.(params) ?? `breaks \`${keyword}\``
}
