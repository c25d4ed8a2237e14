import { once } from 'node:events'
import http, { type ClientRequest, createServer } from 'node:http'
import https, { get as getByName } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { HttpResponse, http as mswHttp } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createService } from '../../vault/create-service.ts'
import { bytesOf } from '../../wire/body.ts'
import type { Exchange, WireAnswer, WireRequest } from '../../wire/exchange.ts'
import { parseUrl } from '../../wire/url.ts'
import { interceptRequests } from './intercept-requests.ts'

const onFault = (error: unknown): void => {
  throw error
}

/** A vault that this process reaches by its name. */
function openVault(host: string): { readonly client: SecretClient; readonly exchanges: readonly Exchange[] } {
  const service = createService()
  const tenantId = crypto.randomUUID()
  const application = { tenantId, clientId: crypto.randomUUID(), clientSecret: 'secret-of-the-application' }
  service.addVault({ host, tenantId })
  service.entra.registerApplication(application)
  const exchanges: Exchange[] = []
  service.onExchange(({ exchange }) => exchanges.push(exchange))
  const answers = (url: string): boolean => parseUrl(url)?.host === host || url.includes(tenantId)
  onTestFinished(interceptRequests({ answers, handler: service.handler }, { onFault }))
  const credential = new ClientSecretCredential(tenantId, application.clientId, application.clientSecret)
  return { client: new SecretClient(`https://${host}`, credential), exchanges }
}

/** A host that answers every request in one way. */
function openHost(host: string, answer: (request: WireRequest) => Promise<WireAnswer>): void {
  const answers = (url: string): boolean => parseUrl(url)?.host === host
  onTestFinished(interceptRequests({ answers, handler: answer }, { onFault }))
}

async function startLoopback(): Promise<string> {
  const server = createServer((_, response) => response.end('from the loopback'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('an unmodified client and credential reach the vault, and what they send arrives as it was written', async () => {
  const { client, exchanges } = openVault('plain.vault.azure.net')
  await client.setSecret('a', 'first value')
  expect((await client.getSecret('a')).value).toBe('first value')
  expect(exchanges.map(({ request }) => `${request.method} ${parseUrl(request.url)?.host}`)).toEqual([
    'PUT plain.vault.azure.net',
    'POST login.microsoftonline.com',
    'PUT plain.vault.azure.net',
    'GET plain.vault.azure.net',
  ])
  const names = exchanges[0]?.request.headers.map(([name]) => name)
  expect(names).toContain('Accept-Encoding')
  expect(names).toContain('x-ms-client-request-id')
})

test('two vaults side by side, each its own', async () => {
  const [one, two] = [openVault('one.vault.azure.net'), openVault('two.vault.azure.net')]
  await Promise.all([one.client.setSecret('a', 'of one'), two.client.setSecret('a', 'of two')])
  expect((await one.client.getSecret('a')).value).toBe('of one')
  expect((await two.client.getSecret('a')).value).toBe('of two')
})

test('what was there before is there again after the last one, and other hosts are not touched meanwhile', async () => {
  const before = [http.request, http.get, https.request, https.get, globalThis.fetch]
  const service = { answers: () => false, handler: async (): Promise<WireAnswer> => ({ closed: true }) }
  const url = await startLoopback()
  const stops = [interceptRequests(service, { onFault }), interceptRequests(service, { onFault })]
  expect(https.request).not.toBe(before[2])
  expect(await (await fetch(url)).text()).toBe('from the loopback')
  const [answer] = await once(http.get(url), 'response')
  expect(await text(answer)).toBe('from the loopback')
  for (const stop of stops) stop()
  expect([http.request, http.get, https.request, https.get, globalThis.fetch]).toEqual(before)
})

test('msw does not see it, refuses all else as it was told, and can come and go meanwhile', async () => {
  const server = setupServer(mswHttp.get('https://example.test/', () => HttpResponse.text('from msw')))
  server.listen({ onUnhandledRequest: 'error' })
  onTestFinished(() => server.close())
  const { client } = openVault('beside-msw.vault.azure.net')
  await client.setSecret('a', 'value')
  expect(await (await fetch('https://example.test/')).text()).toBe('from msw')
  server.close()
  const later = openVault('after-msw.vault.azure.net')
  await later.client.setSecret('a', 'value')
  expect((await client.getSecret('a')).value).toBe('value')
})

test('nock without network does not see it either', async () => {
  const { default: nock } = await import('nock')
  if (!nock.isActive()) nock.activate()
  nock.disableNetConnect()
  onTestFinished(() => {
    nock.enableNetConnect()
    nock.restore()
  })
  const { client } = openVault('beside-nock.vault.azure.net')
  await client.setSecret('a', 'value')
  await expect(fetch('https://elsewhere.test/')).rejects.toThrow()
})

test('fetch: status, headers and body both ways; a closed connection is a failed fetch', async () => {
  openHost('fetched.test', async ({ method, url, body, headers }) => {
    if (method === 'GET') return { closed: true }
    const sent = JSON.stringify({ method, url, body: Buffer.from(body).toString(), headers: headers.length })
    return { status: 207, headers: [['X-Sent', sent]], body: bytesOf('answer') }
  })
  const response = await fetch('https://fetched.test/a?b=1', { method: 'POST', body: 'question' })
  expect(response.status).toBe(207)
  expect(response.url).toBe('https://fetched.test/a?b=1')
  expect(JSON.parse(response.headers.get('x-sent') ?? '')).toMatchObject({
    method: 'POST',
    url: 'https://fetched.test/a?b=1',
    body: 'question',
  })
  expect(await response.text()).toBe('answer')
  await expect(fetch('https://fetched.test/')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
})

test('https: a connection that closes is ECONNRESET, and each way to say where a request goes is understood', async () => {
  openHost('asked.test', async ({ url }) =>
    url.endsWith('/closed')
      ? { closed: true }
      : { status: 200, headers: [['X-Url', url]], body: bytesOf('yes') },
  )
  const calls = [
    https.get('https://asked.test/text'),
    https.get(new URL('https://asked.test/text')),
    https.get({ hostname: 'asked.test', path: '/text' }),
    https.get('https://asked.test/other', { path: '/text' }),
    https.request({ host: 'asked.test', path: '/text', port: 443 }).end(),
  ]
  const answers = await Promise.all(calls.map((call) => readAnswer(call)))
  expect(answers).toEqual(calls.map(() => ['https://asked.test/text', 'yes']))
  await expect(once(https.get('https://asked.test/closed'), 'response')).rejects.toMatchObject({
    code: 'ECONNRESET',
  })
})

test('who imported a function of node:https by name is answered as well, and is let go with the rest', async () => {
  const before = getByName
  const answers = (url: string): boolean => parseUrl(url)?.host === 'named.test'
  const handler = async (): Promise<WireAnswer> => ({ status: 200, headers: [], body: bytesOf('yes') })
  const stop = interceptRequests({ answers, handler }, { onFault })
  onTestFinished(stop)
  expect(await readAnswer(getByName('https://named.test/'))).toEqual([undefined, 'yes'])
  stop()
  expect(getByName).toBe(before)
})

describe('fetch is sent on', () => {
  const answered: string[] = []
  const open = (status: number, location: string): void => {
    answered.length = 0
    openHost('from.test', async ({ method, headers, body }) => {
      answered.push(`${method} ${Buffer.from(body)} ${authorizationOf(headers)}`)
      return { status, headers: [['Location', location]], body: bytesOf('moved') }
    })
    openHost('to.test', async ({ method, headers, body, url }) => {
      answered.push(`${method} ${Buffer.from(body)} ${authorizationOf(headers)} ${url}`)
      return { status: 200, headers: [], body: bytesOf('there') }
    })
  }
  const init = { method: 'POST', body: 'question', headers: { Authorization: 'Bearer t' } }

  test.each([
    [307, 'POST question', 'POST question none https://to.test/a?b'],
    [308, 'POST question', 'POST question none https://to.test/a?b'],
    [301, 'POST question', 'GET  none https://to.test/a?b'],
    [303, 'POST question', 'GET  none https://to.test/a?b'],
  ])('by %i to another origin, without its token', async (status, first, second) => {
    open(status, 'https://to.test/a?b')
    const response = await fetch('https://from.test/', init)
    expect(answered).toEqual([`${first} Bearer t`, second])
    expect([response.redirected, response.url, await response.text()]).toEqual([
      true,
      'https://to.test/a?b',
      'there',
    ])
  })

  test('to where nothing is in the way', async () => {
    open(302, await startLoopback())
    expect(await (await fetch('https://from.test/')).text()).toBe('from the loopback')
  })

  test('unless it says that it does not want to be, or it never ends', async () => {
    open(307, '/again')
    const response = await fetch('https://from.test/', { redirect: 'manual' })
    expect([response.status, response.redirected]).toEqual([307, false])
    await expect(fetch('https://from.test/', { redirect: 'error' })).rejects.toThrow('fetch failed')
    answered.length = 0
    await expect(fetch('https://from.test/', { headers: init.headers })).rejects.toMatchObject({
      cause: { message: 'redirect count exceeded' },
    })
    expect([answered.length, answered.at(-1)]).toEqual([21, 'GET  Bearer t'])
  })
})

function authorizationOf(headers: WireRequest['headers']): string {
  return headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? 'none'
}

async function readAnswer(call: ClientRequest): Promise<unknown> {
  const [answer] = await once(call, 'response')
  return [answer.headers['x-url'], await text(answer)]
}

test('https: a client that waits no longer is told so', async () => {
  openHost('late.test', () => new Promise(() => {}))
  const request = https.get('https://late.test/', { timeout: 20 })
  request.on('error', () => {})
  await once(request, 'timeout')
  request.destroy()
})
