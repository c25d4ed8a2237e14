/**
 * Where vaults live, by cloud: public, China, US Government, Germany (closed 2021).
 * Source: learn.microsoft.com, "Key Vault object identifiers, DNS suffixes".
 */
const vaultSuffixes = [
  '.vault.azure.net',
  '.vault.azure.cn',
  '.vault.usgovcloudapi.net',
  '.vault.microsoftazure.de',
]

/**
 * True when a host (no port, any letter case) is a vault's: `<name>.vault.azure.net` or its sovereign sisters, or one
 * of the hosts that the caller knows to be vaults, such as an emulator's or a sanitised recording's.
 */
export function isVaultHost(host: string, others: readonly string[] = []): boolean {
  const lower = host.toLowerCase()
  for (const suffix of vaultSuffixes) {
    if (lower.length > suffix.length && lower.endsWith(suffix)) return true
  }
  return others.some((other) => other.toLowerCase() === lower)
}
