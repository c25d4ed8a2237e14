/**
 * no-json: no body, or none that is JSON. unknown-member: the contract has no such member in any version, which from
 * the service means new behaviour. member-of-other-version: the contract has it, this api-version does not.
 */
export type BodyProblemKind =
  | 'no-json'
  | 'missing-member'
  | 'unknown-member'
  | 'member-of-other-version'
  | 'wrong-type'
  | 'wrong-value'

/** One way in which a body breaks its schema. */
export interface BodyProblem {
  readonly kind: BodyProblemKind
  /** RFC 6901 pointer into the body; of a missing member, where it would be. */
  readonly pointer: string
  readonly expected: string
  /** Never shows what is marked other than public, nor what has no mark: type and length instead. */
  readonly received: string
}
