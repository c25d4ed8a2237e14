/**
 * What the driver uses of a secrets client for JavaScript, as loosely as forks and releases since 4.0.0 differ: what
 * comes back is unknown until it is looked at, and what a package does not have is a capability that it lacks.
 */
export interface SecretsSdk {
  readonly SecretClient: new (vaultUrl: string, credential: object, options: object) => SecretsClient
  readonly parseKeyVaultSecretIdentifier?: (id: string) => unknown
}

/** Methods of `SecretClient`. Only what a package's prototype has is called. */
export interface SecretsClient {
  setSecret(name: string, value: string, options: object): Promise<unknown>
  getSecret(name: string, options: object): Promise<unknown>
  updateSecretProperties(name: string, version: string, options: object): Promise<unknown>
  beginDeleteSecret(name: string, options: object): Promise<SecretsPoller>
  beginRecoverDeletedSecret(name: string, options: object): Promise<SecretsPoller>
  /** Of a client without pollers. */
  deleteSecret(name: string, options: object): Promise<unknown>
  recoverDeletedSecret(name: string, options: object): Promise<unknown>
  getDeletedSecret(name: string, options: object): Promise<unknown>
  purgeDeletedSecret(name: string, options: object): Promise<unknown>
  listPropertiesOfSecrets(options: object): PagedList
  listPropertiesOfSecretVersions(name: string, options: object): PagedList
  listDeletedSecrets(options: object): PagedList
  backupSecret(name: string, options: object): Promise<unknown>
  restoreSecretBackup(backup: Uint8Array, options: object): Promise<unknown>
}

export interface SecretsPoller {
  poll(options?: object): Promise<unknown>
  pollUntilDone(options?: object): Promise<unknown>
  isDone(): boolean
  getOperationState(): unknown
  toString(): string
}

/** Iterates items, or pages of them. */
export interface PagedList extends AsyncIterable<unknown> {
  byPage(settings: {
    readonly maxPageSize?: number
    readonly continuationToken?: string
  }): AsyncIterable<Iterable<unknown>>
}

/** What the driver uses of `@azure/identity`. */
export interface IdentitySdk {
  readonly ClientSecretCredential: new (
    tenantId: string,
    clientId: string,
    clientSecret: string,
    options: object,
  ) => object
  readonly ManagedIdentityCredential: new (options: { readonly clientId: string }) => object
}
