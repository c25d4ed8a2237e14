import type { PlayerReport } from '../../recording/player/player-report.ts'
import type { InProcessService } from '../service.ts'
import type { TestVault } from '../vault/test-vault.ts'
import type { VaultCredential } from '../vault/vault-credential.ts'

/**
 * Recordings in the place of a vault, in this process: names, values and hosts are the client's own. What no recording
 * answers is never a status: the connection is closed, and the client's error says what came nearest.
 *
 * @example const vault: RecordedVault = await playRecording('recordings/rotation.json')
 */
export interface RecordedVault extends InProcessService {
  /** `https://kvc-….vault.azure.net`, without a slash at the end; no other player has it. The first of `hosts` where those are given. */
  readonly url: string
  readonly host: string
  /** GUID: the tenant that challenges name, in place of the recorded one. */
  readonly tenantId: string
  /** Gives tokens that are good here. */
  readonly credential: VaultCredential
  /** For a real `ClientSecretCredential` whose requests come here. Any other application of the tenant is given tokens too. */
  readonly clientSecret: TestVault['clientSecret']
  /** What was played so far, what was not, what differed and what nothing answered. */
  report(): PlayReport
  /** From now on nothing is answered here, and the recordings are let go; report and trace stay. */
  close(): void
}

/**
 * What came of playing, with the verdict.
 *
 * @example assert.ok(vault.report().asRecorded, vault.report().message)
 */
export interface PlayReport extends PlayerReport {
  /**
   * True when something was played, every request had an answer, nothing differed from the recording, and nothing that was recorded
   * was left out (unless `extra` is `warn`).
   */
  readonly asRecorded: boolean
  /** The verdict in words, with every difference: for the message of an assertion. */
  readonly message: string
}
