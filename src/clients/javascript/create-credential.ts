import type { DriverCredential } from '../driver.ts'
import type { IdentitySdk } from './sdk.ts'
import { createTestCredential } from './test-credential.ts'

interface CredentialSource {
  readonly loadIdentity: () => Promise<IdentitySdk>
  /** Further options of the identity library's own credentials (in-process: `httpClient`). */
  readonly credentialOptions?: object
}

/** The credential a client is constructed with. */
export async function createCredential(asked: DriverCredential, source: CredentialSource): Promise<object> {
  if (asked.kind === 'test') return createTestCredential(asked)
  const identity = await source.loadIdentity()
  const options = source.credentialOptions ?? {}
  switch (asked.kind) {
    case 'clientSecret': {
      const { tenantId, clientId, clientSecret, additionallyAllowedTenants } = asked
      return new identity.ClientSecretCredential(tenantId, clientId, clientSecret, {
        ...options,
        ...(additionallyAllowedTenants && { additionallyAllowedTenants }),
      })
    }
    case 'managedIdentity':
      return new identity.ManagedIdentityCredential({ ...options, clientId: asked.clientId })
  }
}
