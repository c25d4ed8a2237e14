/** One national cloud's sign-in hosts; all aliases answer alike. */
export interface EntraCloud {
  /** Where tokens are to be asked for; what metadata documents name. */
  readonly preferredNetwork: string
  /** Under which name identity libraries keep tokens. */
  readonly preferredCache: string
  readonly aliases: readonly string[]
}

/** In the order of the instance discovery document, as recorded in 2022. */
export const entraClouds: readonly EntraCloud[] = [
  {
    preferredNetwork: 'login.microsoftonline.com',
    preferredCache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  {
    preferredNetwork: 'login.partner.microsoftonline.cn',
    preferredCache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  },
  {
    preferredNetwork: 'login.microsoftonline.de',
    preferredCache: 'login.microsoftonline.de',
    aliases: ['login.microsoftonline.de'],
  },
  {
    preferredNetwork: 'login.microsoftonline.us',
    preferredCache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  },
  {
    preferredNetwork: 'login-us.microsoftonline.com',
    preferredCache: 'login-us.microsoftonline.com',
    aliases: ['login-us.microsoftonline.com'],
  },
]

/** The cloud that a host signs in to; `undefined` when it is no Entra host. The host in lower case, without a port. */
export function entraCloudOf(host: string): EntraCloud | undefined {
  return byAlias.get(host)
}

const byAlias: ReadonlyMap<string, EntraCloud> = new Map(
  entraClouds.flatMap((cloud) => cloud.aliases.map((alias) => [alias, cloud] as const)),
)

/** Instance Metadata Service of a virtual machine: link-local, plain http. */
export const identityHost = '169.254.169.254'
