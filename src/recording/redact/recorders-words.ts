/**
 * What other recorders put in place of something sensitive. As a token or a credential such a word says nothing and stays
 * as it is; as the name of a vault it stands for whatever vault the rest of the exchange names.
 * Source: recordings of the official clients and the defaults of their test proxy.
 */
export function isRecordersWord(text: string): boolean {
  return words.has(text.toLowerCase())
}

/** True for a host that a recorder made up: no two of them need be two vaults. */
export function isRecordersHost(host: string): boolean {
  return isRecordersWord(host.split('.', 1)[0] ?? '')
}

const words: ReadonlySet<string> = new Set([
  'sanitized',
  'redacted',
  'access_token',
  'azure_client_id',
  'azure_client_secret',
  'azure_tenant_id',
  'keyvault_name',
  'vaultname',
  'fakevault',
  'fakekvurl',
  'unknown',
  '*',
])
