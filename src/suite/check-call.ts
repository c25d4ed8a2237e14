import driverSchema from '../../schemas/driver.json' with { type: 'json' }
import { compileSchema, type SchemaProblem, type ValidateValue } from './compile-schema.ts'
import { referencesIn } from './templates.ts'
import type { CallStep } from './walk-steps.ts'

/** Judges that a step's call exists and that its arguments are those of the driver protocol. */
export function checkCall(step: CallStep, pointer: string): SchemaProblem[] {
  const given = Object.entries(step.with ?? {})
  const templates = given.filter(([, value]) => referencesIn(value).length > 0)
  const params = { client: 'c', call: step.call, arguments: Object.fromEntries(given) }
  return callValidator()(params)
    .filter((problem) => !templates.some(([name]) => isWithin(problem.pointer, `/arguments/${name}`)))
    .map(({ pointer: at, message }) => ({
      pointer: `${pointer}${at.replace(/^\/arguments/, '/with')}`,
      message: `The arguments of ${step.call} are not those of schemas/driver.json: ${at || 'the call'} ${message}`,
    }))
}

/** Every capability that a driver can declare. */
export function knownCapabilities(): readonly string[] {
  return driverSchema.$defs.capability.enum
}

/** What a template stands for is known only when the step runs; the driver's own validation sees it then. */
function isWithin(pointer: string, member: string): boolean {
  return pointer === member || pointer.startsWith(`${member}/`)
}

let validator: ValidateValue | undefined

function callValidator(): ValidateValue {
  validator ??= compileSchema({ $ref: '#/$defs/callParams', $defs: driverSchema.$defs })
  return validator
}
