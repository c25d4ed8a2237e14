/** What a vault's domain decides: the audience of its tokens and where its tenants sign in. */
export interface Cloud {
  readonly resource: string
  /** Host in the challenge's `authorization` URL. */
  readonly loginHost: string
}

/** Domains of vaults, with the dot, by the word that scenarios have for the cloud. */
export const vaultDomains = {
  public: '.vault.azure.net',
  china: '.vault.azure.cn',
  usGovernment: '.vault.usgovcloudapi.net',
  germany: '.vault.microsoftazure.de',
} as const

const publicCloud: Cloud = { resource: 'https://vault.azure.net', loginHost: 'login.microsoftonline.com' }

/**
 * The login host of the public cloud is recorded: login.windows.net until 2023-03-28,
 * login.microsoftonline.com since 2023-10-04. The sovereign rows are unconfirmed: no recording shows a
 * challenge of theirs.
 */
const sovereignClouds: readonly (readonly [suffix: string, cloud: Cloud])[] = [
  [vaultDomains.china, { resource: 'https://vault.azure.cn', loginHost: 'login.partner.microsoftonline.cn' }],
  [
    vaultDomains.usGovernment,
    { resource: 'https://vault.usgovcloudapi.net', loginHost: 'login.microsoftonline.us' },
  ],
  [
    vaultDomains.germany,
    { resource: 'https://vault.microsoftazure.de', loginHost: 'login.microsoftonline.de' },
  ],
]

/** The cloud a vault host lies in; the public one when its domain is no vault domain. */
export function cloudOf(host: string): Cloud {
  return sovereignClouds.find(([suffix]) => host.endsWith(suffix))?.[1] ?? publicCloud
}
