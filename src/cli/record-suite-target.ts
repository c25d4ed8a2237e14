import { isVaultHost } from '../contract/vault-host.ts'
import type { GivenIdentity } from '../suite/scenario-identity.ts'
import { UsageError } from '../wire/errors.ts'
import { parseUrl } from '../wire/url.ts'
import type { RecordTarget } from './record-vaults.ts'
import { startReferenceVault } from './start-reference-vault.ts'
import type { TestOptions } from './test-options.ts'

/**
 * The live vault of `--vault-url`, or the reference vault in a process of its own.
 * @throws UsageError when there is no such vault, or nobody to sign in as
 */
export async function openTarget(options: TestOptions): Promise<RecordTarget> {
  if (options.vaultUrl === undefined) return startReferenceVault()
  return {
    origin: 'live',
    upstream: { resolve: options.resolve ?? [], caFiles: options.upstreamCa ?? [] },
    identities: [{ host: hostOf(options.vaultUrl), ...accountOf(process.env) }],
    close: async () => {},
  }
}

function hostOf(vaultUrl: string): string {
  const url = parseUrl(vaultUrl)
  if (url?.scheme === 'https:' && url.port === 443 && /^\/?$/.test(url.path) && isVaultHost(url.host))
    return url.host
  throw new UsageError(
    `--vault-url "${vaultUrl}" must be the address of a vault, like https://my-vault.vault.azure.net.`,
  )
}

function accountOf(environment: NodeJS.ProcessEnv): Omit<GivenIdentity, 'host'> {
  const read = (name: string): string => {
    const value = environment[name]
    if (value) return value
    throw new UsageError(
      `--vault-url needs AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET in the environment: ${name} is not set.`,
    )
  }
  return {
    tenantId: read('AZURE_TENANT_ID'),
    clientId: read('AZURE_CLIENT_ID'),
    clientSecret: read('AZURE_CLIENT_SECRET'),
  }
}
