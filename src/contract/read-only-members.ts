import type { BodyProblem } from './validate-body.ts'

const readOnly = /^\/(?:attributes\/(?:created|updated|recoveryLevel|recoverableDays)|id|kid|managed|value)$/

/**
 * True when a request body's only fault is a member that the service sets (or, in an update, the value, which it does not
 * take). The service ignores them: recorded from Rust and from early .NET clients.
 */
export function isReadOnlyMember(problem: BodyProblem): boolean {
  return problem.kind === 'unknown-member' && readOnly.test(problem.pointer)
}
