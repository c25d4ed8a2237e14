import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isResponse } from '../wire/exchange.ts'
import { createTestVault, send, testHost, testToken } from './test-support.ts'

const methods = fc.oneof(
  fc.constantFrom('GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'HEAD', 'put', ''),
  fc.string({ maxLength: 4 }),
)
const segments = fc.oneof(
  fc.constantFrom(
    'secrets',
    'deletedsecrets',
    's',
    'versions',
    'backup',
    'restore',
    'recover',
    '',
    '..',
    '%',
    '%2F',
    '%00',
  ),
  fc.string({ maxLength: 5 }),
)
const queries = fc.oneof(
  fc.constantFrom(
    'api-version=7.6',
    'api-version=7.6&$skiptoken=%',
    'api-version=7.6&maxresults=1',
    'api-version',
    '&&=',
    '',
  ),
  fc.string({ maxLength: 12 }),
)
const bodies = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '{"value":"KUF6dXJl"}',
    '{"value":"v"}',
    '{"value":"v","tags":{"__proto__":"x"}}',
  ),
  fc.json({ maxDepth: 2 }),
  fc.string({ maxLength: 20 }),
)
const tokens = fc.constantFrom(
  undefined,
  testToken(),
  'kvc-test.',
  'kvc-test.e30',
  `kvc-test.${Buffer.from('{').toString('base64url')}`,
  'x.y.z',
)

test('whatever is sent, there is an answer with a status of the service and, but for 204, a JSON body', async () => {
  const vault = createTestVault({ secrets: { s: { versions: 3 }, d: { deleted: true } } })
  await fc.assert(
    fc.asyncProperty(
      methods,
      fc.array(segments, { maxLength: 5 }),
      queries,
      bodies,
      tokens,
      async (method, path, query, body, token) => {
        const headers = token === undefined ? [] : [['authorization', `Bearer ${token}`] as const]
        const url = `https://${testHost}/${path.join('/')}?${query}`
        const answer = await vault.handler({ method, url, headers, body: Buffer.from(body) })
        if (!isResponse(answer)) throw new Error('The connection was closed.')
        expect([200, 204, 400, 401, 403, 404, 405, 409]).toContain(answer.status)
        if (answer.status !== 204) expect(() => JSON.parse(Buffer.from(answer.body).toString())).not.toThrow()
      },
    ),
    { numRuns: 400 },
  )
})

test.each(['', 'no url', 'https://', '/secrets/s', 'https://[::1/secrets/s', 'https://h/secrets/%E0%A4%A'])(
  'the target "%s" is answered',
  async (url) => {
    const headers = [['Authorization', `Bearer ${testToken()}`]] as const
    const answer = await createTestVault().handler({ method: 'GET', url, headers, body: new Uint8Array(0) })
    expect(isResponse(answer) && answer.status).toBeGreaterThanOrEqual(400)
  },
)

test('bytes that are no UTF-8 are no JSON', async () => {
  const vault = createTestVault()
  const headers = [['Authorization', `Bearer ${testToken()}`]] as const
  const url = `https://${testHost}/secrets/s?api-version=7.6`
  const answer = await vault.handler({
    method: 'PUT',
    url,
    headers,
    body: new Uint8Array([0xff, 0xfe, 0x7b]),
  })
  expect(isResponse(answer) && answer.status).toBe(400)
})

test.each(['//secrets/s', '/secrets//s', '/secrets/s/', '/secrets/s//'])(
  '%s is the secret s',
  async (path) => {
    const vault = createTestVault({ secrets: { s: { value: 'v' } } })
    expect((await send(vault, `GET ${path}`)).json['value']).toBe('v')
  },
)

test('the host and port of a request do not matter: whoever routes chose the vault', async () => {
  const vault = createTestVault({ secrets: { s: { value: 'v' } } })
  const { json } = await send(vault, 'GET https://127.0.0.1:8443/secrets/s?api-version=7.6')
  expect(json['id']).toMatch(/^https:\/\/contoso\.vault\.azure\.net\/secrets\/s\//)
})
