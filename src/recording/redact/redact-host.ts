import { isVaultHost } from '../../contract/match-operation.ts'
import { isRecordersHost } from './recorders-words.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** True for a host that is a vault by its name or by what the scope knows of it. Case does not matter. */
export function isVault(host: string, scope: RedactionScope): boolean {
  return isVaultHost(host) || scope.vaultHosts.has(host.toLowerCase()) || host.toLowerCase() === scope.vault
}

/**
 * The host that stands for a vault's: `vault-1.vault.azure.net`, in the same cloud. A host that a recorder made up, and
 * the host beside it that is real, are one vault: `Sanitized` in the URL and the real name in the ids of the answer.
 */
export function redactVaultHost(host: string, scope: RedactionScope): string {
  const { name, suffix } = partsOf(host)
  const own =
    scope.vault === undefined || scope.vault === host.toLowerCase() ? undefined : partsOf(scope.vault)
  if (own && (isRecordersHost(host) || isRecordersHost(scope.vault ?? ''))) {
    const standIn = scope.vocabulary.placeholderFor('vault', own.name)
    scope.vocabulary.alias('vault', name, standIn)
    scope.settled.urls.clear()
    return `${standIn}${own.suffix}`.toLowerCase()
  }
  return `${scope.vocabulary.placeholderFor('vault', name)}${suffix}`.toLowerCase()
}

/** True for the hosts of Entra's endpoints and their aliases. */
export function isEntraHost(host: string): boolean {
  return /^(?:login|sts|device)[.-]/i.test(host) && publicHosts.has(host.toLowerCase())
}

/** The host that stands for one that is no vault's. Hosts that everybody uses stay. */
export function redactOtherHost(host: string, scope: RedactionScope): string {
  const lower = host.toLowerCase()
  if (publicHosts.has(lower) || isVaultHost(`x.${lower}`)) return lower
  return scope.vocabulary.placeholderFor('host', lower)
}

function partsOf(host: string): { readonly name: string; readonly suffix: string } {
  const dot = host.indexOf('.')
  if (dot > 0 && isVaultHost(host)) return { name: host.slice(0, dot), suffix: host.slice(dot) }
  return { name: host, suffix: '.vault.azure.net' }
}

/** Identity, documentation and management: the same for every caller. Loopback names nobody. */
const publicHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'login.windows-ppe.net',
  'login-us.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'login.partner.microsoftonline.cn',
  'login.microsoftonline.de',
  'login.cloudgovapi.us',
  'login.usgovcloudapi.net',
  'sts.windows.net',
  'sts.microsoft.com',
  'device.login.microsoftonline.com',
  'enterpriseregistration.windows.net',
  'kerberos.microsoftonline.com',
  'graph.microsoft.com',
  'graph.windows.net',
  'pas.windows.net',
  'microsoftonline.com',
  'management.azure.com',
  'management.core.windows.net',
  'managedhsm.azure.net',
  'go.microsoft.com',
  'docs.microsoft.com',
  'learn.microsoft.com',
  'aka.ms',
  'redacted.microsoft.com',
  'localhost',
  '127.0.0.1',
  '169.254.169.254',
])
