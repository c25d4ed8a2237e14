import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { getHeader } from '../wire/headers.ts'
import { keyVaultHandlers, reportUnhandled } from './msw.ts'
import { playRecording } from './player/play-recording.ts'
import { clientOf, findingsOf, liveWithVault } from './testing/live-with-vault.ts'
import { getWithNode, putWithNode } from './testing/send-with-node.ts'
import { createVault } from './vault/create-vault.ts'
import type { TestVault } from './vault/test-vault.ts'

/** What no handler answers fails: no test can reach a network. */
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: reportUnhandled({ others: 'error' }) }))
afterAll(() => server.close())
afterEach(() => {
  server.resetHandlers()
  vi.restoreAllMocks()
})

/** A vault that `server` answers for. */
function openVault(): TestVault {
  const vault = createVault({ secrets: { 'db-password': 'old' } })
  server.use(...keyVaultHandlers(vault))
  return vault
}

async function authorization(vault: TestVault): Promise<string> {
  const { token } = await vault.credential.getToken('https://vault.azure.net/.default')
  return `Bearer ${token}`
}

test('the official client with a real credential lives with a vault, and both keep the contract', async () => {
  const vault = openVault()

  expect(await liveWithVault(vault)).toEqual(['db-password'])
  expect(vault.secret('db-password')?.value).toBe('new')
  expect(vault.trace.exchanges.length).toBeGreaterThan(10)
  expect(findingsOf(vault.trace.exchanges)).toEqual([])
})

describe('what is seen of a request', () => {
  test('of node:http all that crosses the wire: case, order, repeated headers, the path, the body of a GET', async () => {
    const vault = openVault()
    const headers = [
      'X-Second',
      'b',
      'authorization',
      await authorization(vault),
      'x-first',
      'a',
      'X-SECOND',
      'c',
    ]

    await getWithNode(`${vault.url}/secrets/../secrets/a%2Fb?api-version=7.6`, headers, 'body')

    const { request } = vault.trace.exchanges[0] ?? {}
    expect(request?.url).toBe(`${vault.url}/secrets/../secrets/a%2Fb?api-version=7.6`)
    expect(Buffer.from(request?.body ?? []).toString()).toBe('body')
    expect(request?.headers.map(([name]) => name)).toEqual(
      expect.arrayContaining(['X-Second', 'authorization', 'x-first', 'X-SECOND', 'Host']),
    )
    expect(request?.headers.filter(([name]) => name.toLowerCase() === 'x-second')).toEqual([
      ['X-Second', 'b'],
      ['X-SECOND', 'c'],
    ])
  })

  test('the contract is judged by it: a GET with a body is a finding', async () => {
    const vault = openVault()

    await getWithNode(`${vault.url}/secrets/db-password/?api-version=7.6`, ['Accept', '*/*'], 'body')

    expect(findingsOf(vault.trace.exchanges).map(({ requirement }) => requirement)).toContain(
      'request/get-without-body',
    )
  })

  test('of fetch its headers, and no requirement is broken by what fetch adds behind the interceptor', async () => {
    const vault = openVault()
    const url = `${vault.url}/secrets/new?api-version=7.6`
    await fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/json' } })
    const headers = { 'Content-Type': 'application/json', Authorization: await authorization(vault) }

    const answer = await fetch(url, { method: 'PUT', headers, body: '{"value":"1"}' })

    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ value: '1' })
    expect(vault.trace.exchanges[1]?.request.headers.map(([name]) => name)).toEqual([
      'Content-Type',
      'Authorization',
      'Accept',
      'User-Agent',
    ])
    expect(findingsOf(vault.trace.exchanges)).toEqual([])
  })

  test('of a Request whose headers fetch overrides, those that count', async () => {
    const vault = openVault()
    const request = new Request(`${vault.url}/secrets?api-version=7.6`, {
      headers: { Authorization: 'Bearer old' },
    })
    const token = await authorization(vault)

    const answer = await fetch(request, {
      headers: { Authorization: token, Accept: 'a/b' },
    })

    expect(answer.status).toBe(200)
    const sent = vault.trace.exchanges[0]?.request.headers ?? []
    expect(getHeader(sent, 'authorization')).toBe(token)
    expect(sent.filter(([name]) => /^(?:authorization|accept)$/i.test(name))).toHaveLength(2)
  })
})

test('an answer has its headers in the case and order of the service', async () => {
  const vault = openVault()

  const { rawHeaders } = await getWithNode(`${vault.url}/secrets?api-version=7.6`, [])

  const answer = vault.trace.exchanges[0]?.answer
  expect(rawHeaders).toEqual(answer && 'headers' in answer ? answer.headers.flat() : [])
  expect(rawHeaders[0]).toBe('Cache-Control')
})

describe('beside others', () => {
  test('several vaults in one server are told apart by host, while they are used at once', async () => {
    const vaults = Array.from({ length: 4 }, () => createVault())
    server.use(...keyVaultHandlers(...vaults))

    await Promise.all(
      vaults.map(async (vault, index) => {
        await liveWithVault(vault)
        await clientOf(vault).setSecret('own', `${index}`)
      }),
    )

    expect(vaults.map((vault) => vault.secret('own')?.value)).toEqual(['0', '1', '2', '3'])
    for (const vault of vaults) expect(findingsOf(vault.trace.exchanges)).toEqual([])
  })

  test.each(['before', 'behind'])('handlers of the user work %s it', async (place) => {
    const vault = createVault({ secrets: { 'db-password': 'old' } })
    const own = http.get('https://example.com/user', () => HttpResponse.json({ name: 'own' }))
    const handlers = keyVaultHandlers(vault)
    server.use(...(place === 'before' ? [own, ...handlers] : [...handlers, own]))

    const [user, secret] = await Promise.all([
      fetch('https://example.com/user').then((answer) => answer.json()),
      clientOf(vault).getSecret('db-password'),
    ])

    expect(user).toEqual({ name: 'own' })
    expect(secret.value).toBe('old')
  })

  test('a handler of the user for the vault itself wins when it stands before', async () => {
    const vault = openVault()
    server.use(http.get(`${vault.url}/secrets/:name/*`, () => new HttpResponse('teapot', { status: 418 })))

    await expect(clientOf(vault).getSecret('db-password')).rejects.toMatchObject({ statusCode: 418 })
    expect(vault.trace.exchanges).toEqual([])
  })

  test('resetHandlers takes a vault away that server.use put there', async () => {
    const vault = openVault()
    await clientOf(vault).getSecret('db-password')
    vi.spyOn(console, 'error').mockImplementation(() => {})

    server.resetHandlers()

    await expect(fetch(`${vault.url}/secrets`)).rejects.toThrow()
  })

  test('a boundary has vaults of its own', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const [left, right] = [createVault({ secrets: { a: 'left' } }), createVault({ secrets: { a: 'right' } })]
    const inside = (own: TestVault, other: TestVault): Promise<unknown[]> =>
      server.boundary(async () => {
        server.use(...keyVaultHandlers(own))
        const mine = (await clientOf(own).getSecret('a')).value
        return [mine, await fetch(`${other.url}/secrets`).catch(() => 'unreachable')]
      })()

    expect(await Promise.all([inside(left, right), inside(right, left)])).toEqual([
      ['left', 'unreachable'],
      ['right', 'unreachable'],
    ])
  })
})

test('a player in the place of the vault answers as recorded; what nothing answers fails at once, and says so', async () => {
  const player = await playRecording('recordings/request/set-sends-nothing-unasked.json')
  server.use(...keyVaultHandlers(player))
  const client = clientOf(player)

  const secret = await client.setSecret('my-name', 'my-value')

  expect(secret).toMatchObject({ name: 'my-name', value: 'my-value' })
  await expect(client.getSecret('another')).rejects.toMatchObject({
    code: 'KVC_UNANSWERED',
    message: expect.stringContaining('No recording answers GET /secrets/another/'),
  })
  expect(player.report()).toMatchObject({ used: 1, misses: [{ count: 1 }] })
})

describe('closed connections', () => {
  test('are retried by the official client, as on the wire', async () => {
    const vault = openVault()
    vault.fail('GetSecret', { closeConnection: true })

    expect((await clientOf(vault).getSecret('db-password')).value).toBe('old')
    expect(vault.trace.exchanges.filter(({ answer }) => 'closed' in answer)).toHaveLength(1)
  })

  test('say ECONNRESET to node:http, and are a network error to fetch', async () => {
    const vault = openVault()
    vault.fail('any', { closeConnection: true, times: 2 })
    const headers = { authorization: await authorization(vault) }

    await expect(
      getWithNode(`${vault.url}/secrets`, ['authorization', headers.authorization]),
    ).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect(fetch(`${vault.url}/secrets`, { headers })).rejects.toThrow(TypeError)
  })

  test('in the middle of an answer break it off', async () => {
    const vault = openVault()
    vault.fail('GetSecret', { closeConnection: 'mid-body', times: 2 })
    const headers = { authorization: await authorization(vault) }
    const url = `${vault.url}/secrets/db-password/?api-version=7.6`

    const answer = await fetch(url, { headers })

    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
    await expect(getWithNode(url, ['authorization', headers.authorization])).rejects.toMatchObject({
      code: 'ECONNRESET',
    })
  })
})

describe('a vault request that no service answers', () => {
  test('fails at once, and is told without its body, its token and what its query holds', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const url = 'https://user:pass@other.vault.azure.net/secrets/a?api-version=7.6&$skiptoken=page#part'

    const failed = putWithNode(url, ['authorization', 'Bearer t0ken'], '{"value":"s3cret"}')

    await expect(failed).rejects.toMatchObject({ code: 'KVC_UNANSWERED' })
    expect(log.mock.calls.flat()).toMatchInlineSnapshot(`
      [
        "[keyvault-contract] No service answers PUT https://other.vault.azure.net/secrets/a?api-version=7.6&$skiptoken=…. Give the vault or player it is for to keyVaultHandlers(…), or correct the client's address.",
      ]
    `)
  })
})

test.each([
  ['no service', () => keyVaultHandlers()],
  ['what is none', () => keyVaultHandlers({} as TestVault)],
  ['a list', () => keyVaultHandlers([createVault()] as unknown as TestVault)],
  ['an unknown option', () => reportUnhandled({ vault: 'warn' } as object)],
  ['an unknown strategy', () => reportUnhandled({ others: 'ignore' as 'warn' })],
])('%s is a mistake of the caller', (_what, call) => {
  expect(call).toThrowErrorMatchingSnapshot()
})

test('a player that is closed is one too', async () => {
  const player = await playRecording('recordings/request/set-sends-nothing-unasked.json')
  expect(keyVaultHandlers(player)).toHaveLength(1)
  player.close()
  expect(() => keyVaultHandlers(player)).toThrow(`${player.url} is closed`)
})
