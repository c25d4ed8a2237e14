import type { Provenance } from '../recording/provenance.ts'
import type { GivenIdentity } from '../suite/scenario-identity.ts'
import type { UpstreamOptions } from '../transports/upstream.ts'

/** The vaults that are recorded, and how they are reached. */
export interface RecordTarget {
  readonly origin: Provenance['Origin']
  readonly upstream: UpstreamOptions
  readonly identities: readonly [GivenIdentity, ...GivenIdentity[]]
  close(): Promise<void>
}
