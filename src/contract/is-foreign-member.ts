import type { BodyProblem } from './body-problem.ts'

/** True for a member that the body does not have in this api-version, or in any. */
export function isForeignMember({ kind }: BodyProblem): boolean {
  return kind === 'unknown-member' || kind === 'member-of-other-version'
}
