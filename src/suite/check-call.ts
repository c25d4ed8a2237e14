import driverSchema from '../../schemas/driver.json' with { type: 'json' }
import { type DocumentProblem, validateDocument } from '../contract/validate-document.ts'
import { referencesIn } from './templates.ts'
import type { CallStep } from './walk-steps.ts'

/** Judges that a step's call exists and that its arguments are those of the driver protocol. */
export function checkCall(step: CallStep, pointer: string): DocumentProblem[] {
  const given = step.with ?? {}
  const params = { client: 'c', call: step.call, arguments: given }
  const problems = validateDocument('driver/request', { jsonrpc: '2.0', id: 1, method: 'call', params })
  return problems
    .filter((problem) => !isTemplate(problem.pointer, given))
    .map(({ pointer: at, message }) => ({
      pointer: `${pointer}${at.replace('/params', '').replace('/arguments', '/with')}`,
      message: `The arguments of ${step.call} are not those of schemas/driver.json: ${at.replace('/params', '')} ${message}.`,
    }))
}

/** Every capability that a driver can declare. */
export function knownCapabilities(): readonly string[] {
  return driverSchema.$defs.capability.enum
}

/** What a template stands for is known only when the step runs; the driver's own validation sees it then. */
function isTemplate(pointer: string, given: Readonly<Record<string, unknown>>): boolean {
  const name = pointer.split('/')[3]
  return name !== undefined && referencesIn(given[name]).length > 0
}
