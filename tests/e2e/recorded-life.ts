import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startProxy } from '../../src/transports/proxy.ts'
import { collectTrace } from '../../src/vault/collect-trace.ts'
import { createService } from '../../src/vault/create-service.ts'
import { jsonOf } from '../../src/wire/body.ts'
import { type Exchange, isResponse } from '../../src/wire/exchange.ts'

const execute = promisify(execFile)
const tenantId = '22222222-2222-4222-8222-222222222222'

/**
 * The life of a secret, for any release of the official JavaScript client: set, read, changed, listed, deleted with polls, purged.
 * Prints what it read. `name` and `value` come from the environment.
 */
export const life = (packages: { readonly secrets: string; readonly identity: string }): string => `
  import * as identity from '${packages.identity}'
  const { SecretClient } = (await import('${packages.secrets}').then((loaded) => loaded.default?.SecretClient ? loaded.default : loaded))
  const { AZURE_KEYVAULT_URL, AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, NAME: name, VALUE: value } = process.env
  const credential = new identity.ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
  const client = new SecretClient(AZURE_KEYVAULT_URL, credential)
  const set = await client.setSecret(name, value, { contentType: 'first type' })
  await client.updateSecretProperties(name, set.properties.version, { contentType: 'second type' })
  const got = await client.getSecret(name)
  const listed = []
  for await (const one of client.listPropertiesOfSecrets()) listed.push(one.name)
  const poller = await client.beginDeleteSecret(name, { intervalInMs: 20 })
  const deleted = await poller.pollUntilDone()
  await client.purgeDeletedSecret(name)
  console.log([got.name, got.value, got.properties.contentType, listed.join('+'), deleted.name].join(' '))`

/** The bundled client and its credentials. */
export const bundled = { secrets: '@azure/keyvault-secrets', identity: '@azure/identity' }

/**
 * A recording of that life against the reference vault, in the layout of the test-proxy, made by the bundled client under the name
 * `recorded-name`. Returns its path; `remove` takes it away.
 */
export async function recordLife(): Promise<{ readonly path: string; remove(): void }> {
  const service = createService()
  const application = {
    tenantId,
    clientId: '33333333-3333-4333-8333-333333333333',
    clientSecret: 'kvc-canary',
  }
  const host = 'recorded.vault.azure.net'
  service.addVault({ host, tenantId, behaviour: { polls: { delete: 2 } } })
  service.entra.registerApplication(application)
  const trace = collectTrace(service, { hosts: [host] })
  const proxy = await startProxy(service)
  const env = {
    ...process.env,
    ...proxy.environment,
    AZURE_KEYVAULT_URL: `https://${host}`,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: application.clientId,
    AZURE_CLIENT_SECRET: application.clientSecret,
    NAME: 'recorded-name',
    VALUE: 'recorded value',
  }
  try {
    await execute(process.execPath, ['--input-type=module', '-e', life(bundled)], { env })
  } finally {
    await proxy.close()
  }
  const folder = mkdtempSync(join(tmpdir(), 'play-'))
  const path = join(folder, 'life.json')
  writeFileSync(path, JSON.stringify({ Entries: trace.exchanges.map(toEntry), Variables: {} }, undefined, 2))
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function toEntry({ request, answer }: Exchange): unknown {
  const response = isResponse(answer) ? answer : undefined
  return {
    RequestUri: request.url,
    RequestMethod: request.method,
    RequestHeaders: Object.fromEntries(
      request.headers.map(([name, value]) => [name, /^authorization$/i.test(name) ? 'Sanitized' : value]),
    ),
    RequestBody: jsonOf(request.body) ?? null,
    StatusCode: response?.status,
    ResponseHeaders: Object.fromEntries(response?.headers ?? []),
    ResponseBody: jsonOf(response?.body ?? new Uint8Array(0)) ?? null,
  }
}
