import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import driverSchema from '../../schemas/driver.json' with { type: 'json' }

/** One way in which a message breaks the driver protocol. */
export interface MessageProblem {
  /** JSON pointer into the message; empty for the message itself. */
  readonly pointer: string
  readonly message: string
}

/** `answer` is `{ method, call?, result }`: what a result must be depends on what was asked. */
export type MessageKind = 'request' | 'response' | 'answer'

/** Judges one message by `schemas/driver.json`; an empty list when it keeps the protocol. Never quotes a value. */
export function validateMessage(kind: MessageKind, value: unknown): MessageProblem[] {
  const validate = validatorOf(kind)
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => ({
    pointer: error.instancePath,
    message: [error.message, ...Object.values(namedIn(error.params))].join(' '),
  }))
}

/** What ajv's message leaves out and the author of a driver needs: the surplus name, the legal values. */
function namedIn(params: Readonly<Record<string, unknown>>): Record<string, string> {
  const named: Record<string, string> = {}
  if (typeof params['additionalProperty'] === 'string') named['surplus'] = `"${params['additionalProperty']}"`
  if (Array.isArray(params['allowedValues'])) named['legal'] = `(${params['allowedValues'].join(', ')})`
  if ('allowedValue' in params) named['constant'] = String(params['allowedValue'])
  return named
}

const validators = new Map<MessageKind, ValidateFunction>()
let ajv: Ajv2020 | undefined

function validatorOf(kind: MessageKind): ValidateFunction {
  const known = validators.get(kind)
  if (known) return known
  // `properties` may stand in a branch whose `type` stands beside the branch.
  ajv ??= new Ajv2020({
    allErrors: false,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  }).addSchema(driverSchema)
  const made = ajv.compile({ $ref: `${driverSchema.$id}#/$defs/${kind}` })
  validators.set(kind, made)
  return made
}
