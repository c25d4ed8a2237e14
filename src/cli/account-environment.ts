/** Who a program is at Entra. */
interface Account {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Both names that samples use for a vault's address, and what `EnvironmentCredential` reads. */
export function accountEnvironment(
  vaultUrl: string,
  { tenantId, clientId, clientSecret }: Account,
): Record<string, string> {
  return {
    AZURE_KEYVAULT_URL: vaultUrl,
    KEYVAULT_URI: vaultUrl,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: clientSecret,
  }
}
