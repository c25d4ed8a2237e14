import { entraCloudOf, identityHost } from '../contract/entra-hosts.ts'
import { isVaultHost } from '../contract/vault-host.ts'

/** Whether the traffic with a host (lower case) is recorded: vaults, sign-in hosts, and the address that gives managed identities theirs. */
export function isRecordedHost(host: string): boolean {
  return isVaultHost(host) || entraCloudOf(host) !== undefined || host === identityHost
}
