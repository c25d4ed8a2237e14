import type { Scenario } from '../contract/generated/types/scenario.ts'

/** Whether a scenario is about the certificate of one of its vaults, so that nothing comes of it without TLS. */
export function isAboutTls({ vault = {}, otherVaults = {} }: Scenario): boolean {
  return [vault, ...Object.values(otherVaults)].some(({ certificate }) => certificate !== undefined)
}
