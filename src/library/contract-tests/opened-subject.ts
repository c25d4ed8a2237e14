import type { SuiteOptions } from '../../suite/run-suite.ts'

/** A client that is ready to be put to the test, and what stands behind it. */
export interface OpenedSubject {
  readonly suite: Pick<SuiteOptions, 'startDriver' | 'openWorld' | 'jobs'>
  close(): Promise<void>
}
