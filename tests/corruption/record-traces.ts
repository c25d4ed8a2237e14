import { apiVersions } from '../../src/contract/api-versions.ts'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
import { seeExchange } from '../../src/contract/see-exchange.ts'
import { createTestVault, testHost, testToken } from '../../src/vault/test-support.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { observe } from '../../src/wire/observe.ts'
import type { CorruptibleTrace } from './corruptible-trace.ts'
import { createRecordClient, type RecordClient } from './record-client.ts'

/** Traces of a good client with our own vault, one for each of some api-versions. Nothing in them is unknown. */
export async function recordTraces(versions: readonly string[] = apiVersions): Promise<CorruptibleTrace[]> {
  return Promise.all(versions.map(recordTrace))
}

async function recordTrace(apiVersion: string): Promise<CorruptibleTrace> {
  const exchanges: Exchange[] = []
  const vault = createTestVault(behaviour)
  const handler = observe(vault.handler, (exchange) => exchanges.push(exchange))
  const options = { host: testHost, apiVersion, token: testToken() }
  await createRecordClient(handler, { ...options, idPrefix: 'reader' }).call('GET /secrets/a/')
  const client = createRecordClient(handler, { ...options, idPrefix: 'writer' })
  await writeAndRead(client)
  await deleteAndRestore(client)
  await list(client)
  return {
    name: `own vault ${apiVersion}`,
    stratum: 'own',
    seen: exchanges.map((exchange) => seeExchange(exchange)),
    see: seeExchange,
  }
}

const behaviour: VaultBehaviour = {
  secrets: {
    a: {},
    b: {
      versions: 27,
      tags: { t: 'v' },
      contentType: 'text/plain',
      expiresOn: 1_900_000_000,
      notBefore: 1_500_000_000,
    },
    cert: { managed: true },
    disabled: { enabled: false },
    gone: { deleted: true },
    hidden: { deleted: true, enabled: false },
    longer: { deleted: true, tags: { t: 'v' } },
  },
  retentionDays: 7,
  polls: { delete: 3, purge: 1, recover: 1 },
  faults: [
    { operation: 'SetSecret', name: 'flaky', times: 2, answer: { status: 503 } },
    { operation: 'UpdateSecret', name: 'flaky', times: 1, answer: { status: 500 } },
  ],
}

const full = {
  value: 'v',
  contentType: 'text/plain',
  tags: { a: '1', b: '2' },
  attributes: { enabled: true, nbf: 1_500_000_000, exp: 1_900_000_000 },
}

async function writeAndRead({ call }: RecordClient): Promise<void> {
  await call('PUT /secrets/new', full)
  const { id } = await call('PUT /secrets/new', { value: 'w' })
  await call('GET /secrets/new/')
  await call(`GET /secrets/new/${String(id).split('/').at(-1)}`)
  await call('PATCH /secrets/new/', {
    contentType: 'c',
    tags: { c: '3' },
    attributes: { enabled: true, exp: 1_900_000_001 },
  })
  await call('PUT /secrets/flaky', full)
  await call('PATCH /secrets/flaky/', { tags: { c: '3' } })
  for (const name of ['b', 'cert', 'disabled', 'nobody']) await call(`GET /secrets/${name}/`)
  await call('DELETE /secrets/cert')
}

async function deleteAndRestore({ call }: RecordClient): Promise<void> {
  const { value } = await call('POST /secrets/new/backup')
  await call('POST /secrets/restore', { value })
  await call('DELETE /secrets/new')
  for (let poll = 0; poll < 4; poll++) await call('GET /deletedsecrets/new')
  await call('PUT /secrets/new', { value: 'x' })
  await call('POST /deletedsecrets/new/recover')
  await call('GET /secrets/new/')
  await call('GET /secrets/new/')
  await call('GET /deletedsecrets/hidden')
  await call('GET /deletedsecrets/nobody')
  await call('DELETE /deletedsecrets/gone')
  await purgeAndRestore({ call })
  await call('POST /secrets/restore', { value: 'AAAA' })
}

async function purgeAndRestore({ call }: RecordClient): Promise<void> {
  const { value } = await call('POST /secrets/flaky/backup')
  await call('DELETE /secrets/flaky')
  for (let poll = 0; poll < 4; poll++) await call('GET /deletedsecrets/flaky')
  for (let attempt = 0; attempt < 2; attempt++) await call('DELETE /deletedsecrets/flaky')
  for (let attempt = 0; attempt < 3; attempt++) await call('POST /secrets/restore', { value })
}

async function list({ call }: RecordClient): Promise<void> {
  for (const path of [
    '/secrets?maxresults=2',
    '/secrets',
    '/secrets/b/versions?maxresults=5',
    '/secrets/b/versions',
    '/deletedsecrets?maxresults=1',
    '/deletedsecrets',
  ]) {
    let page = await call(`GET ${path}`)
    while (typeof page['nextLink'] === 'string') page = await call(`GET ${page['nextLink']}`)
  }
}
