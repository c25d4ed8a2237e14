import type { Operation } from '../../contract/operation.ts'
import type { InProcessService } from '../service.ts'
import type { FailOptions } from './fail.ts'
import type { SecretSnapshot } from './secret-snapshot.ts'
import type { SeededSecrets } from './seeds.ts'
import type { VaultCredential } from './vault-credential.ts'

/**
 * A vault of its own for a test, in this process: it answers the twelve operations as the live service does, with Entra
 * beside it. Printing it never prints a value, a token or a client secret.
 *
 * @example const vault: TestVault = createVault({ secrets: { 'db-password': 'old' } })
 */
export interface TestVault extends InProcessService {
  /** `https://kvc-….vault.azure.net`, without a slash at the end; no other vault has it, so tests can run side by side. */
  readonly url: string
  readonly host: string
  /** GUID of the tenant it belongs to. */
  readonly tenantId: string
  /** Gives tokens that this vault accepts, for an hour of its clock. */
  readonly credential: VaultCredential
  /**
   * An application that may read and write here, for a real `ClientSecretCredential` whose requests reach this vault (by
   * msw, nock, the fixtures of Vitest, or its `httpClient` option). It is the machine's managed identity too: of several
   * services in a process the first one gives the token, which is good at every vault of it, as on a machine that
   * reads several vaults. `new ManagedIdentityCredential({ clientId })` asks this vault's own.
   */
  readonly clientSecret: {
    readonly tenantId: string
    readonly clientId: string
    readonly clientSecret: string
  }
  /**
   * Puts secrets into the vault; one that is there under the same name is replaced with all its versions.
   *
   * @example
   * await vault.seed({ 'db-password': 'old', 'api-key': { value: 'k', enabled: false, expiresOn: new Date('2027-01-01') } })
   * await vault.seed({ rotated: [{ value: 'first' }, { value: 'second' }] }) // two versions, the newest last
   * @throws UsageError for a name or a member that no secret can have
   */
  seed(secrets: SeededSecrets): Promise<void>
  /**
   * Lets the next requests of an operation go wrong. Requests are counted from now on; several calls add up, and the
   * first that is due decides.
   *
   * @example
   * vault.fail('GetSecret', { status: 429, retryAfter: 1, times: 2 })
   * vault.fail('SetSecret', { closeConnection: true })
   * @throws UsageError for an operation or an option that there is not
   */
  fail(operation: Operation | 'any', options: FailOptions): void
  /**
   * Disables a secret with all its versions, or one version of it: reads are refused with 403 `SecretDisabled`.
   *
   * @throws UsageError when there is no such secret or version
   */
  disable(name: string, version?: string): void
  /**
   * Every token given so far has expired: the vault refuses it with 401 and a challenge, and `credential` says so to a client that
   * looks at `expiresOnTimestamp`. New tokens are accepted. The official client looks, and renews its token without a 401.
   *
   * A credential of `@azure/identity` keeps its token in a cache until the time it was given with it:
   * it gives the refused token again, and the official client surfaces 401. To see such a credential renew its
   * token, use `challengeAgain({ claims })` instead: claims pass by that cache.
   */
  expireToken(): void
  /**
   * Refuses the next request that has a token with a challenge of its own: with `claims` (JSON text, or an object) as
   * continuous access evaluation does, from then on for every token without them; with `tenantId` as a vault that moved to
   * another tenant; with neither, once.
   *
   * @example vault.challengeAgain({ claims: { access_token: { nbf: { essential: true, value: '1726077595' } } } })
   * @throws UsageError for claims that are no JSON object, or a tenant that is no GUID
   */
  challengeAgain(options?: ChallengeOptions): void
  readonly clock: VaultClock
  /** What the vault holds under a name now, deleted secrets included; `undefined` when there is nothing. */
  secret(name: string): SecretSnapshot | undefined
  /** Names of live secrets, in the order of lists. */
  secretNames(): string[]
  /** Names of deleted secrets, in the order of lists. */
  deletedSecretNames(): string[]
  /** From now on nothing is answered here, and requests go where they would go without it; the trace stays. */
  close(): void
}

/**
 * What the vault demands from now on.
 *
 * @example vault.challengeAgain({ tenantId: '00000000-1111-4222-8333-444444444444' })
 */
export interface ChallengeOptions {
  /** JSON text, or the object. */
  readonly claims?: string | object
  /** GUID. */
  readonly tenantId?: string
}

/**
 * The time the vault lives in; it runs with the machine's until it is moved.
 *
 * @example vault.clock.advance('7d')
 */
export interface VaultClock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /**
   * Moves the vault's time forward: the retention of deleted secrets and the tokens of `credential` run out by it. Tokens that
   * a credential of `@azure/identity` keeps grow old by the machine's time, as it does itself: `expireToken` ends them.
   *
   * @param by milliseconds, or units as in `7d`, `1h30m`, `90s`, `500ms`
   * @throws UsageError for anything else
   */
  advance(by: number | string): void
}
