import type { Needle } from './canary-needles.ts'

/** A secret found where it must not be. Says which and in what form, never the secret. */
export interface CanaryHit {
  /** In the order in which secrets were added, from 0. */
  readonly secret: number
  readonly form: Needle['form']
}
