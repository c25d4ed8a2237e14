import type { DriverInfo } from '../clients/driver.ts'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { isAboutTls } from './is-about-tls.ts'
import { neededCapabilities } from './needed-capabilities.ts'

/**
 * Why a scenario cannot be put to a client, in a few words that group well; `undefined` when it can.
 *
 * @param apiVersion the version of the run; absent: each client its own
 */
export function skipReason(scenario: Scenario, info: DriverInfo, apiVersion?: string): string | undefined {
  const missing = [...neededCapabilities(scenario)].filter((need) => !info.capabilities.has(need))
  if (missing.length > 0) return `the driver does not declare ${missing.join(', ')}`
  if (info.withoutTls && isAboutTls(scenario)) return 'the client sends in this process, without TLS'
  return wrongVersion(scenario, info, apiVersion)
}

function wrongVersion(
  { apiVersions }: Scenario,
  info: DriverInfo,
  apiVersion: string | undefined,
): string | undefined {
  const own = info.client.defaultApiVersion
  if (apiVersion !== undefined && apiVersion !== own && !info.capabilities.has('client.apiVersion')) {
    return `the driver does not declare client.apiVersion, which --api-version ${apiVersion} needs`
  }
  const used = apiVersion ?? own
  if (apiVersion === undefined && apiVersions?.includes('default')) return undefined
  if (apiVersions === undefined || (used !== undefined && apiVersions.includes(used))) return undefined
  return `it is about api-version ${apiVersions.join(', ')} and this run uses ${used ?? 'an unknown one'}`
}
