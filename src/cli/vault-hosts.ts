import { isVaultHost } from '../contract/vault-host.ts'
import { UsageError } from '../wire/errors.ts'

/** 3 to 24 letters, digits and single hyphens, a letter first and no hyphen last: learn.microsoft.com, vault name rules. */
const vaultName = /^(?=.{3,24}$)[a-z](?:-?[a-z0-9])*$/i

/**
 * The hosts of vaults given by name (`contoso`) or by host (`contoso.vault.usgovcloudapi.net`), in lower case. None
 * given: `contoso`. Throws `UsageError` for what can be neither.
 */
export function toVaultHosts(values: readonly string[]): readonly [string, ...string[]] {
  const [first = 'contoso', ...more] = values
  const hosts = [toHost(first), ...more.map(toHost)] as const
  const twice = hosts.find((host, index) => hosts.indexOf(host) !== index)
  if (twice !== undefined) throw new UsageError(`--vault names ${twice} twice.`)
  return hosts
}

function toHost(value: string): string {
  const lower = value.toLowerCase()
  const [name = ''] = lower.split('.', 1)
  const host = lower.includes('.') ? lower : `${lower}.vault.azure.net`
  if (vaultName.test(name) && isVaultHost(host)) return host
  const rule = 'a name of 3 to 24 letters, digits and single hyphens, or such a name below a vault domain'
  throw new UsageError(`--vault "${value}" must be ${rule} like contoso.vault.azure.net.`)
}
