import { ClientSecretCredential } from '@azure/identity'
import { SecretClient, type SecretClientOptions } from '@azure/keyvault-secrets'
import type { Finding } from '../../contract/finding.ts'
import { judgeTrace } from '../../contract/judge-trace.ts'
import { seeExchange } from '../../contract/see-exchange.ts'
import type { Exchange } from '../../wire/exchange.ts'
import type { TestVault } from '../vault/test-vault.ts'

/** For tests of ways in: the official client with a real credential; retries do not wait. */
export function clientOf(
  vault: Pick<TestVault, 'url' | 'clientSecret'>,
  options: SecretClientOptions = {},
): SecretClient {
  const { tenantId, clientId, clientSecret } = vault.clientSecret
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret)
  const retryOptions = { retryDelayInMs: 1, maxRetryDelayInMs: 1 }
  return new SecretClient(vault.url, credential, { retryOptions, ...options })
}

/** Sets, reads, lists, deletes and recovers a secret with the official client; returns the names that were listed. */
export async function liveWithVault(vault: TestVault): Promise<string[]> {
  const client = clientOf(vault)
  const names: string[] = []
  await client.setSecret('db-password', 'old', { contentType: 'text/plain' })
  await client.setSecret('db-password', 'new')
  for await (const { name } of client.listPropertiesOfSecrets()) names.push(name)
  await (await client.beginDeleteSecret('db-password', { intervalInMs: 1 })).pollUntilDone()
  await (await client.beginRecoverDeletedSecret('db-password', { intervalInMs: 1 })).pollUntilDone()
  await client.getSecret('db-password')
  return names
}

/** What the contract says of a trace. */
export function findingsOf(exchanges: readonly Exchange[]): readonly Finding[] {
  const judge = judgeTrace()
  for (const exchange of exchanges) judge.see(seeExchange(exchange))
  judge.end()
  return judge.result().findings
}
