import type { Refusal } from './refusal.ts'

/** What a client is told that asks for a host which is not served here. */
export function hostRefusal(host: string): Refusal {
  const message = `The host ${host} is not served here: only vaults, Entra and managed identity endpoints are, and nothing is passed on to the network.`
  return { reason: 'host', host, message }
}
