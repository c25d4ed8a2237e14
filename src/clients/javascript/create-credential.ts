import type { DriverCredential } from '../driver.ts'
import type { IdentitySdk } from './sdk.ts'
import { createTestCredential } from './test-credential.ts'

/** The credential a client is constructed with. `options` go to the identity library's own (in-process: `httpClient`). */
export function createCredential(
  credential: DriverCredential,
  identity: IdentitySdk,
  options: object,
): object {
  switch (credential.kind) {
    case 'test':
      return createTestCredential(credential)
    case 'clientSecret': {
      const { tenantId, clientId, clientSecret, additionallyAllowedTenants } = credential
      return new identity.ClientSecretCredential(tenantId, clientId, clientSecret, {
        ...options,
        ...(additionallyAllowedTenants && { additionallyAllowedTenants }),
      })
    }
    case 'managedIdentity':
      return new identity.ManagedIdentityCredential({ ...options, clientId: credential.clientId })
  }
}
