import type { SecretsSdk } from './sdk.ts'

/** What the capabilities are read from, besides the module itself. */
export interface PackageFacts {
  readonly name: string
  readonly version: string
  /** What the package says of itself in package.json, `"keyvault-contract": { "lacks": […] }`: for adapters and forks. */
  readonly lacks?: readonly string[]
}

/** The protocol's capability for each method of `SecretClient`; a package has those whose method it has. */
const byMethod: readonly (readonly [capability: string, ...methods: string[]])[] = [
  ['setSecret', 'setSecret'],
  ['getSecret', 'getSecret'],
  ['updateSecret', 'updateSecretProperties'],
  ['deleteSecret', 'beginDeleteSecret', 'deleteSecret'],
  ['recoverDeletedSecret', 'beginRecoverDeletedSecret', 'recoverDeletedSecret'],
  ['lifecycle.waits', 'beginDeleteSecret'],
  ['poller', 'beginDeleteSecret'],
  ['poller.resume', 'beginDeleteSecret'],
  ['getDeletedSecret', 'getDeletedSecret'],
  ['purgeDeletedSecret', 'purgeDeletedSecret'],
  ['listSecrets', 'listPropertiesOfSecrets'],
  ['listSecretVersions', 'listPropertiesOfSecretVersions'],
  ['listDeletedSecrets', 'listDeletedSecrets'],
  ['backupSecret', 'backupSecret'],
  ['restoreSecretBackup', 'restoreSecretBackup'],
]

/** Options that do not show in the module: every package has them unless it, or `officialSince`, says otherwise. */
const options: readonly string[] = [
  'getSecret.outContentType',
  'list.byPage',
  'list.pageSize',
  'list.continuation',
  'client.apiVersion',
  'client.verifyChallengeResource',
  'client.retry',
  'client.logging',
  'call.timeout',
  'text.loneSurrogates',
  'credential.test',
  'credential.clientSecret',
  'credential.managedIdentity',
]

/** Minor release 4.x of `@azure/keyvault-secrets` whose typings first have the option. */
const officialSince: Readonly<Record<string, number>> = {
  'client.apiVersion': 1,
  'client.verifyChallengeResource': 6,
  'getSecret.outContentType': 11,
}

/** Capabilities of a client, in the protocol's words. What is declared must work: a wrong declaration is a failure. */
export function capabilitiesOf(sdk: SecretsSdk, facts: PackageFacts): string[] {
  const calls = callsOf(sdk.SecretClient.prototype)
  const parses =
    typeof sdk.parseKeyVaultSecretIdentifier === 'function'
      ? ['parseIdentifier', 'parseIdentifier.vaultUrl']
      : []
  const lacks = new Set([...(facts.lacks ?? []), ...options.filter((option) => isNewerThan(option, facts))])
  return [...calls, ...parses, ...options].filter((capability) => !lacks.has(capability))
}

/** What of the protocol's calls a client has a method for. */
export function callsOf(prototype: object): string[] {
  return byMethod
    .filter(([, ...methods]) => methods.some((method) => method in prototype))
    .map(([name]) => name)
}

function isNewerThan(option: string, { name, version }: PackageFacts): boolean {
  const since = officialSince[option]
  const release = /^4\.(\d+)\./.exec(version)
  return (
    name === '@azure/keyvault-secrets' &&
    since !== undefined &&
    release !== null &&
    Number(release[1]) < since
  )
}
