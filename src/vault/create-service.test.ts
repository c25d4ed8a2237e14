import { expect, test } from 'vitest'
import { isResponse, noBody, type WireRequest } from '../wire/exchange.ts'
import { collectTrace } from './collect-trace.ts'
import { createService, type ServedExchange } from './create-service.ts'
import { clientId, clientSecret, goodForm, postForm, tenantId } from './entra/test-support.ts'

const one = 'one.vault.azure.net'
const two = 'two.vault.azure.net'

function get(url: string, token?: string): WireRequest {
  const headers = token === undefined ? [] : ([['Authorization', `Bearer ${token}`]] as const)
  return { method: 'GET', url, headers, body: noBody }
}

function prepare() {
  const service = createService()
  service.addVault({ host: one, tenantId, behaviour: { secrets: { mine: { value: 'of one' } } } })
  service.addVault({
    host: two,
    tenantId: 'other-tenant',
    behaviour: { secrets: { mine: { value: 'of two' } } },
  })
  service.entra.registerApplication({ tenantId, clientId, clientSecret })
  return service
}

const tokenUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
const secretOf = (host: string): string => `https://${host}/secrets/mine?api-version=7.6`

test('each vault answers at its host, whatever its letter case or port', async () => {
  const service = prepare()
  const { json } = await postForm(service.handler, tokenUrl, goodForm)

  const answer = await service.handler(get(secretOf('ONE.vault.azure.net:443'), String(json['access_token'])))

  expect(isResponse(answer) && answer.status).toBe(200)
})

test('a vault takes no token of another tenant', async () => {
  const service = prepare()
  const { json } = await postForm(service.handler, tokenUrl, goodForm)

  expect(await service.handler(get(secretOf(two), String(json['access_token'])))).toMatchObject({
    status: 401,
  })
})

test('a vault that is not there closes the connection, and that is told', async () => {
  const service = prepare()
  const served: ServedExchange[] = []
  service.onExchange((exchange) => served.push(exchange))

  expect(await service.handler(get(secretOf('gone.vault.azure.net')))).toEqual({ closed: true })

  expect(served.map(({ party }) => party)).toEqual([{ service: 'nobody', host: 'gone.vault.azure.net' }])
})

test('a vault that was removed is not there', async () => {
  const service = prepare()

  service.removeVault('TWO.vault.azure.net')

  expect(await service.handler(get(secretOf(two)))).toEqual({ closed: true })
})

test.each([
  [one, true],
  ['gone.vault.azure.cn', true],
  ['login.windows.net', true],
  ['169.254.169.254', true],
  ['vault.azure.net', false],
  ['example.com', false],
  ['one.vault.azure.net.example.com', false],
])('accepts %s: %s', (host, expected) => {
  expect(prepare().accepts(host, 443)).toBe(expected)
})

test('a vault may have any host', async () => {
  const service = prepare()
  service.addVault({ host: 'evil.example.com', tenantId })

  expect(service.accepts('evil.example.com', 443)).toBe(true)
  expect(await service.handler(get(secretOf('evil.example.com')))).toMatchObject({ status: 401 })
})

test('a trace has the exchanges of its hosts, its clients and its tenants, in order, counted from 0', async () => {
  const service = prepare()
  const trace = collectTrace(service, {
    hosts: [one.toUpperCase()],
    clientIds: [clientId],
    tenantIds: [tenantId],
  })
  const configuration = `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`

  await service.handler(get(secretOf(two)))
  await service.handler(get(secretOf(one)))
  await service.handler(get(configuration))
  await postForm(service.handler, tokenUrl, { ...goodForm, client_id: 'somebody' })
  await postForm(service.handler, tokenUrl, goodForm)
  await service.handler(get(`http://169.254.169.254/metadata/identity/oauth2/token?client_id=${clientId}`))
  trace.stop()
  await service.handler(get(secretOf(one)))

  expect(trace.exchanges.map(({ index, request }) => [index, request.url])).toEqual([
    [0, secretOf(one)],
    [1, configuration],
    [2, tokenUrl],
    [3, `http://169.254.169.254/metadata/identity/oauth2/token?client_id=${clientId}`],
  ])
  expect(trace.exchanges.every(({ sentAt, answeredAt }) => sentAt <= answeredAt)).toBe(true)
})

test('a handler of ours that throws closes the connection and is told as a fault', async () => {
  const service = prepare()
  service.addVault({
    host: 'broken.vault.azure.net',
    tenantId,
    clock: {
      now: () => {
        throw new Error('no time')
      },
      set: () => {},
      advance: () => {},
    },
  })
  const trace = collectTrace(service, { hosts: ['broken.vault.azure.net'] })

  expect(await service.handler(get(secretOf('broken.vault.azure.net')))).toEqual({ closed: true })

  expect(trace.faults).toMatchObject([{ message: 'no time' }])
})
