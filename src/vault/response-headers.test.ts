import { expect, test } from 'vitest'
import { isResponse } from '../wire/exchange.ts'
import { createTestVault, sendRaw } from './test-support.ts'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

async function headersOf(
  request: string,
  options: Parameters<typeof sendRaw>[2] = {},
  accessModel?: 'rbac',
): Promise<string[]> {
  const vault = createTestVault({
    secrets: { s: { value: 'v' }, d: { deleted: true } },
    ...(accessModel && { accessModel }),
  })
  const answer = await sendRaw(vault.handler, request, options)
  if (!isResponse(answer)) throw new Error('The connection was closed.')
  return answer.headers.map(([name, value]) => `${name}: ${value.replace(uuid, '<guid>')}`)
}

test('an answer carries the headers of the live service, in its order', async () => {
  const headers = await headersOf('GET /secrets/s', { headers: { 'x-ms-client-request-id': 'abc' } })
  expect(headers).toMatchInlineSnapshot(`
    [
      "Cache-Control: no-cache",
      "Pragma: no-cache",
      "Content-Type: application/json; charset=utf-8",
      "Expires: -1",
      "x-ms-keyvault-region: westus",
      "x-ms-client-request-id: abc",
      "x-ms-request-id: <guid>",
      "x-ms-keyvault-service-version: 1.9.3449.1",
      "x-ms-keyvault-network-info: conn_type=Ipv4;addr=192.0.2.1;act_addr_fam=InterNetwork;",
      "X-Content-Type-Options: nosniff",
      "Strict-Transport-Security: max-age=31536000;includeSubDomains",
      "Date: Wed, 01 Jul 2026 12:00:00 GMT",
      "Content-Length: 228",
    ]
  `)
})

test('an error has its length early', async () => {
  expect(await headersOf('GET /secrets/nobody')).toMatchInlineSnapshot(`
    [
      "Cache-Control: no-cache",
      "Pragma: no-cache",
      "Content-Length: 303",
      "Content-Type: application/json; charset=utf-8",
      "Expires: -1",
      "x-ms-keyvault-region: westus",
      "x-ms-request-id: <guid>",
      "x-ms-keyvault-service-version: 1.9.3449.1",
      "x-ms-keyvault-network-info: conn_type=Ipv4;addr=192.0.2.1;act_addr_fam=InterNetwork;",
      "X-Content-Type-Options: nosniff",
      "Strict-Transport-Security: max-age=31536000;includeSubDomains",
      "Date: Wed, 01 Jul 2026 12:00:00 GMT",
    ]
  `)
})

test('a purge answers without length or type', async () => {
  const names = (await headersOf('DELETE /deletedsecrets/d')).map((header) => header.split(':', 1)[0])
  expect(names).not.toContain('Content-Length')
  expect(names).not.toContain('Content-Type')
})

test.each([
  ['GET /secrets/s', {}, true],
  ['GET /secrets/nobody', {}, true],
  ['GET /secrets/s', { token: null }, false],
  ['PUT /secrets/', {}, false],
])('%s %j: the rbac header is there: %s', async (request, options, there) => {
  const name = /^x-ms-keyvault-rbac-assignment-id: [0-9a-f]{32}$/
  expect((await headersOf(request, options, 'rbac')).some((header) => name.test(header))).toBe(there)
  expect((await headersOf(request, options)).some((header) => name.test(header))).toBe(false)
})

test('no client request id is made up, and every answer has a request id of its own', async () => {
  const [first, second] = [await headersOf('GET /secrets/s'), await headersOf('GET /secrets/s')]
  expect(first.join()).not.toContain('x-ms-client-request-id')
  const vault = createTestVault()
  const ids = await Promise.all([1, 2].map(() => sendRaw(vault.handler, 'GET /secrets')))
  expect(
    new Set(
      ids.map(
        (answer) => isResponse(answer) && answer.headers.find(([name]) => name === 'x-ms-request-id')?.[1],
      ),
    ).size,
  ).toBe(2)
  expect(first).toEqual(second)
})
