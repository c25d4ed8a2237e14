import { noBody, type WireRequest } from '../../src/wire/exchange.ts'

export const vaultHost = 'bench.vault.azure.net'

const token = `kvc-test.${Buffer.from(
  JSON.stringify({ scopes: ['https://vault.azure.net/.default'], serial: 1, clientId: 'bench' }),
).toString('base64url')}`

/** What the n-th of further secrets is called, each with a value of its own: `measured-0`. */
export function measuredName(index: number): string {
  return `measured-${index}`
}

/** The one request all servers are measured with: a read of one secret, with a token. */
export const measuredRequest: WireRequest = {
  method: 'GET',
  url: `https://${vaultHost}/secrets/measured/?api-version=7.6`,
  headers: [
    ['Host', vaultHost],
    ['Accept', 'application/json'],
    ['Authorization', `Bearer ${token}`],
    ['x-ms-client-request-id', '0c8b4ae0-6d8f-4a5e-9f5e-000000000000'],
  ],
  body: noBody,
}
