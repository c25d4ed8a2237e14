import { createVault } from '../../src/vault/create-vault.ts'
import { bytesOf, jsonOf } from '../../src/wire/body.ts'
import { type Exchange, isResponse, noBody, type WireRequest } from '../../src/wire/exchange.ts'
import { observe } from '../../src/wire/observe.ts'
import { measuredRequest, vaultHost } from './measured-request.ts'

/**
 * What a client and the reference vault say to each other over the life of a number of secrets: a challenge, setting,
 * reading, updating, versions, deleting, pages of lists. About ten exchanges a secret.
 */
export async function recordTraffic(secrets: number): Promise<Exchange[]> {
  const trace: Exchange[] = []
  const { handler } = createVault({ host: vaultHost, tenantId: '11111111-2222-3333-4444-555555555555' })
  const observed = observe(handler, (exchange) => void trace.push(exchange))
  await observed(withoutToken(requestOf('GET', '/secrets/measured/')))
  for (let index = 0; index < secrets; index++) {
    for (const [method, path, body] of lifeOf(`secret-${index}`))
      await observed(requestOf(method, path, body))
  }
  for (const list of ['/secrets', '/deletedsecrets']) await readPages(list, observed, trace)
  return trace
}

type Step = readonly [method: string, path: string, body?: unknown]

function lifeOf(name: string): readonly Step[] {
  return [
    [
      'PUT',
      `/secrets/${name}`,
      { value: 'x'.repeat(80), contentType: 'text/plain', tags: { purpose: 'bench' } },
    ],
    ['GET', `/secrets/${name}/`],
    ['PATCH', `/secrets/${name}/`, { attributes: { enabled: true, exp: 2_524_608_000 } }],
    ['PUT', `/secrets/${name}`, { value: 'y'.repeat(80) }],
    ['GET', `/secrets/${name}/versions`],
    ['GET', `/secrets/no-${name}/`],
    ...(name.endsWith('3') ? deletion(name) : []),
  ]
}

function deletion(name: string): Step[] {
  return [
    ['DELETE', `/secrets/${name}`],
    ['GET', `/deletedsecrets/${name}`],
    ['GET', `/deletedsecrets/${name}`],
  ]
}

async function readPages(
  path: string,
  send: (request: WireRequest) => Promise<unknown>,
  trace: readonly Exchange[],
): Promise<void> {
  let next: string | undefined = `https://${vaultHost}${path}?api-version=7.6`
  while (next !== undefined) {
    await send({ ...requestOf('GET', path), url: next })
    const answer = trace.at(-1)?.answer
    const link: unknown =
      answer && isResponse(answer) ? Reflect.get(Object(jsonOf(answer.body)), 'nextLink') : undefined
    next = typeof link === 'string' ? link : undefined
  }
}

function withoutToken(request: WireRequest): WireRequest {
  return { ...request, headers: request.headers.filter(([name]) => name !== 'Authorization') }
}

let sent = 0

function requestOf(method: string, path: string, body?: unknown): WireRequest {
  const id = `0c8b4ae0-6d8f-4a5e-9f5e-${String(sent++).padStart(12, '0')}`
  const headers = measuredRequest.headers.map(([name, value]) =>
    name === 'x-ms-client-request-id' ? ([name, id] as const) : ([name, value] as const),
  )
  return {
    method,
    url: `https://${vaultHost}${path}?api-version=7.6`,
    headers: [
      ...headers,
      ['User-Agent', 'azsdk-js-keyvault-secrets/4.11.2'],
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ],
    body: body === undefined ? noBody : bytesOf(JSON.stringify(body)),
  }
}
