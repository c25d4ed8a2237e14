import { expect, test } from 'vitest'
import type { WireExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { expectWire } from './expect-wire.ts'
import { sceneOf, type TraceEntry, traceOf } from './trace-support.ts'

const one = 'https://one.vault.azure.net'
const token = {
  scopes: ['https://vault.azure.net/.default'],
  tenantId: 't',
  claims: null,
  enableCae: true,
  serial: 2,
}
const probe: TraceEntry = { url: `${one}/secrets/a/?api-version=7.6`, status: 401 }
const get: TraceEntry = { url: `${one}/secrets/a/?api-version=7.6`, token }
const put: TraceEntry = {
  method: 'PUT',
  url: `${one}/secrets/a?api-version=7.6`,
  token,
  body: '{"value":"v","tags":{},"attributes":{"exp":5}}',
}
const elsewhere: TraceEntry = {
  url: 'https://two.vault.azure.net/secrets?api-version=7.6&$skiptoken=x',
  token,
}
const late: TraceEntry = { ...get, sentAt: 1500, answeredAt: 1500 }

type Wire = Omit<WireExpectation, 'requirement'>

/** What is asked, a trace that keeps it, one that breaks it, and where the finding points: pointer and exchange. */
const table: readonly (readonly [
  Wire,
  readonly TraceEntry[],
  readonly TraceEntry[],
  pointer: string,
  exchange?: number,
])[] = [
  [{ count: { of: { authorized: true }, equals: 1 } }, [probe, get], [probe, get, get], '', 2],
  [{ count: { of: { authorized: true }, equals: 2 } }, [get, get], [probe, get], ''],
  [{ count: { of: { authorized: false }, atLeast: 1 } }, [probe], [get], ''],
  [{ count: { of: { operation: 'GetSecret' }, atMost: 1 } }, [get, put], [get, get], '', 1],
  [{ count: { of: { vault: 'other' }, equals: 0 } }, [get], [get, elsewhere], '', 1],
  [{ count: { of: { nextPage: true }, equals: 1 } }, [elsewhere], [get], ''],
  [{ count: { of: { status: 401 }, equals: 1 } }, [probe, get], [get], ''],
  [{ count: { of: { name: 'a' }, equals: 1 } }, [get], [elsewhere], ''],
  [
    { count: { of: { kind: 'token' }, equals: 0 } },
    [get],
    [{ method: 'POST', url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' }],
    '',
    0,
  ],
  [
    { request: { of: { authorized: true }, body: { value: 'v' } } },
    [put],
    [{ ...put, body: '{"value":"w"}' }],
    '/request/body/value',
    0,
  ],
  [
    { request: { of: {}, bodyLacks: ['/attributes/nbf'] } },
    [put],
    [{ ...put, body: '{"attributes":{"nbf":1}}' }],
    '/request/body/attributes/nbf',
    0,
  ],
  [
    { request: { of: {}, bodyOnly: ['value', 'attributes'] } },
    [put],
    [{ ...put, body: '{"contentType":""}' }],
    '/request/body/contentType',
    0,
  ],
  [
    { request: { of: { authorized: false }, noBody: true } },
    [probe],
    [{ ...probe, body: '{}' }],
    '/request/body',
    0,
  ],
  [
    { request: { of: {}, query: { 'api-version': '7.6' } } },
    [{ ...get, url: `${one}/secrets/a?api%2Dversion=7.6` }],
    [{ ...get, url: `${one}/secrets/a?api-version=7.6&api-version=7.5` }],
    '/request/url',
    0,
  ],
  [
    { request: { of: {}, queryLacks: ['maxresults'] } },
    [get],
    [{ ...get, url: `${one}/secrets?maxresults=1` }],
    '/request/url',
    0,
  ],
  [
    { request: { of: {}, headers: { accept: '^application/json' } } },
    [{ ...get, headers: [['Accept', 'application/json; x']] }],
    [get],
    '/request/headers/accept',
    0,
  ],
  [
    { request: { of: {}, headersLack: ['X-Secret'] } },
    [get],
    [{ ...get, headers: [['x-secret', '1']] }],
    '/request/headers/x-secret',
    0,
  ],
  [
    { request: { of: {}, path: ['/secrets/a', '/secrets/a/'] } },
    [get, put],
    [{ ...get, url: `${one}/secrets/A` }],
    '/request/url',
    0,
  ],
  [
    { request: { of: { nth: 2 }, sameAs: { nth: 1 } } },
    [put, put],
    [put, { ...put, body: '{}' }],
    '/request/body',
    1,
  ],
  [
    { request: { of: { nth: 2 }, sameAs: { nth: 1 } } },
    [probe, get],
    [probe, { ...get, method: 'HEAD' }],
    '/request/method',
    1,
  ],
  [
    { request: { of: { nth: 2 }, sameAs: { nth: 1 } } },
    [probe, get],
    [probe, { ...get, url: `${one}/secrets/b` }],
    '/request/url',
    1,
  ],
  [{ request: { of: {}, sameAs: { status: 401 } } }, [probe], [get], '/request', 0],
  [
    { request: { of: { authorized: true }, token: { tenantId: 't', claims: null } } },
    [get],
    [{ ...get, token: { ...token, tenantId: 'u' } }],
    '/request/headers/authorization',
    0,
  ],
  [
    { request: { of: {}, token: { serialAtLeast: 2 } } },
    [get],
    [{ ...get, token: { ...token, serial: 1 } }],
    '/request/headers/authorization',
    0,
  ],
  [
    { request: { of: {}, token: { serial: 2 } } },
    [get],
    [{ ...probe, headers: [['Authorization', 'Bearer e.y.J']] }],
    '/request/headers/authorization',
    0,
  ],
  [{ request: { of: { operation: 'SetSecret' }, noBody: true } }, [{ ...put, body: '' }], [get], '/request'],
  [
    { request: { of: { operation: 'SetSecret' }, orNone: true, noBody: true } },
    [get],
    [put],
    '/request/body',
    0,
  ],
  [
    { gap: { of: { authorized: true }, atLeastMs: 1000 } },
    [get, late],
    [get, { ...late, sentAt: 500 }],
    '/sentAt',
    1,
  ],
  [{ gap: { of: {}, atMostMs: 1000 } }, [get, get], [get, late], '/sentAt', 1],
  [{ gap: { of: {}, nth: 2, atLeastMs: 1000 } }, [get, get, late], [get, late, late], '/sentAt', 2],
  [{ gap: { of: {}, nth: 2 } }, [get, get, get], [get, get], '/sentAt'],
  [{ gap: { of: {}, atLeastMs: 1 } }, [get, late], [get], '/sentAt'],
  [{ tokensSentTo: { vault: true } }, [get], [probe], '/request/headers/authorization'],
  [
    { tokensSentTo: { vault: true, other: false } },
    [get],
    [get, elsewhere],
    '/request/headers/authorization',
    1,
  ],
]

function judge(wire: Wire, trace: readonly TraceEntry[], log?: string): readonly Broken[] | undefined {
  return expectWire({ requirement: 'request/body-as-asked', ...wire }, sceneOf(traceOf(...trace), log))
}

test.for(table)('%j is kept and broken', ([wire, good, bad, pointer, exchange]) => {
  expect(judge(wire, good)).toEqual([])
  const places = judge(wire, bad)?.map((broken) => [broken.pointer, broken.exchange])
  expect(places).toEqual([[pointer, exchange]])
})

test('what did not happen is told from what did', () => {
  expect(judge({ count: { of: {}, equals: 2 } }, [get])?.[0]?.missing).toBe(true)
  expect(judge({ count: { of: {}, equals: 0 } }, [get])?.[0]?.missing).toBeUndefined()
})

test('a log with the secret is a finding that does not tell it; an empty log proves nothing', () => {
  const wire = { logsLack: ['s3cret'] }
  expect(judge(wire, [], 'all is well')).toEqual([])
  expect(judge(wire, [], '')).toBeUndefined()
  const broken = judge(wire, [], 'azure:info "value": "s3cret"')
  expect(broken?.[0]?.message).toBe('The client logged a secret (after "value").')
  expect(JSON.stringify(broken)).not.toContain('s3cret')
})

test('no finding about a body shows a secret value', () => {
  const broken = judge({ request: { of: {}, body: { value: 'hunter2' } } }, [
    { ...put, body: '{"value":"hunterX"}' },
  ])
  expect(JSON.stringify(broken)).not.toMatch(/hunter/)
})
