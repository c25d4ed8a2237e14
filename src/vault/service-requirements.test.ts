import { expect, test } from 'vitest'
import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { judgeTrace, type TraceJudge } from '../contract/judge-trace.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import { observe } from '../wire/observe.ts'
import type { Vault } from './create-vault.ts'
import { createTestVault, type SendOptions, send, testToken } from './test-support.ts'

/** A vault whose every answer is judged by the contract's requirements on the service. */
function createJudgedVault(judge: TraceJudge, behaviour: VaultBehaviour): Vault {
  const vault = createTestVault(behaviour)
  return { ...vault, handler: observe(vault.handler, (exchange) => judge.see(seeExchange(exchange))) }
}

const steps: readonly (readonly [request: string, options?: SendOptions])[] = [
  ['GET /secrets', { token: null }],
  ['GET /secrets', { token: testToken({ scopes: [] }) }],
  ['GET /secrets', { token: testToken({ tenantId: '22222222-2222-4222-8222-222222222222' }) }],
  ['GET /secrets', { token: 'neither.of.both' }],
  [
    'PUT /secrets/New',
    { body: { value: 'v', contentType: 'c', tags: { a: 'b' }, attributes: { nbf: 1, exp: 2 } } },
  ],
  ['PUT /secrets/New', { body: { value: 'w' }, headers: { 'x-ms-client-request-id': 'abc' } }],
  ['PUT /secrets/', { body: { value: 'v' } }],
  ['PUT /secrets/a_b', { body: { value: 'v' } }],
  ['PUT /secrets/long', { body: { value: 'x'.repeat(25_601) } }],
  ['PUT /secrets/cert', { body: { value: 'v' } }],
  ['GET /secrets/cert'],
  ['GET /secrets/disabled'],
  ['GET /secrets/nobody'],
  ['GET /secrets/new/'],
  ['GET /secrets/new?outContentType=application/x-pem-file'],
  ['GET /secrets/new', { apiVersion: '1.0' }],
  ['PATCH /secrets/new', { body: { tags: {} } }],
  ['GET /secrets/new/versions?maxresults=1'],
  ['GET /secrets?maxresults=3'],
  ['GET /secrets'],
  ['GET /secrets?maxresults=26'],
  ['POST /secrets/new/backup'],
  ['POST /secrets/restore', { body: { value: 'AAAA' } }],
  ['DELETE /secrets/cert'],
  ['DELETE /secrets/new'],
  ['PUT /secrets/new', { body: { value: 'v' } }],
  ['DELETE /deletedsecrets/new'],
  ['POST /deletedsecrets/new/recover'],
  ['GET /deletedsecrets/new'],
  ['PUT /secrets/new', { body: { value: 'v' } }],
  ['GET /deletedsecrets'],
  ['GET /deletedsecrets/gone'],
  ['GET /deletedsecrets/hidden'],
  ['POST /deletedsecrets/gone/recover'],
  ['GET /secrets/gone'],
  ['PUT /secrets/gone', { body: { value: 'v' } }],
  ['DELETE /deletedsecrets/hidden'],
  ['PUT /secrets/hidden', { body: { value: 'v' } }],
]

const secrets = {
  a: {},
  b: { versions: 30 },
  cert: { managed: true },
  disabled: { enabled: false },
  gone: { deleted: true },
  hidden: { deleted: true, enabled: false },
}

test.each(['2016-10-01', '7.0', '7.1', '7.6', '2025-07-01', '2026-07-01-preview'])(
  'the vault keeps every requirement on the service under %s',
  async (apiVersion) => {
    const judge = judgeTrace({ subjects: ['service'] })
    const polls = { delete: 3, purge: 1, recover: 1, writeAfterRecover: 1, nameAfterPurge: 1 }
    const vault = createJudgedVault(judge, { secrets, polls, retentionDays: 7 })
    for (const [request, options] of steps) {
      const { json } = await send(vault, request, { apiVersion, ...options })
      if (typeof json['nextLink'] === 'string') await send(vault, `GET ${json['nextLink']}`)
    }
    judge.end()
    const { findings, verdicts } = judge.result()
    expect(findings).toEqual([])
    expect([...verdicts.values()].filter(({ kept }) => kept > 0).length).toBeGreaterThan(10)
  },
)
