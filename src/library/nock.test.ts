import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mockKeyVault } from './nock.ts'
import { playRecording } from './player/play-recording.ts'
import { clientOf, findingsOf, liveWithVault } from './testing/live-with-vault.ts'
import { getWithNode, putWithNode } from './testing/send-with-node.ts'
import { createVault } from './vault/create-vault.ts'
import type { TestVault } from './vault/test-vault.ts'

/** What nobody answers fails: no test can reach a network. Importing nock switches it on, for all files of this thread. */
beforeAll(() => {
  if (!nock.isActive()) nock.activate()
  nock.disableNetConnect()
})
const mocks: { restore(): void }[] = []
afterEach(() => {
  for (const mock of mocks.splice(0)) mock.restore()
  nock.cleanAll()
})
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})

/** A vault behind nock until the test ends. */
function openVault(): TestVault {
  const vault = createVault({ secrets: { 'db-password': 'old' } })
  mocks.push(mockKeyVault(vault))
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

test('several vaults are told apart, while they are used at once', async () => {
  const vaults = Array.from({ length: 4 }, openVault)

  await Promise.all(
    vaults.map(async (vault, index) => {
      await liveWithVault(vault)
      await clientOf(vault).setSecret('own', `${index}`)
    }),
  )

  expect(vaults.map((vault) => vault.secret('own')?.value)).toEqual(['0', '1', '2', '3'])
  for (const vault of vaults) expect(findingsOf(vault.trace.exchanges)).toEqual([])
})

test('several vaults may be given at once, and go at once', async () => {
  const vaults = [createVault({ secrets: { a: 'one' } }), createVault({ secrets: { a: 'two' } })]
  const mock = mockKeyVault(...vaults)
  mocks.push(mock)
  const read = (vault: TestVault) => clientOf(vault).getSecret('a')
  expect((await Promise.all(vaults.map(read))).map(({ value }) => value)).toEqual(['one', 'two'])
  mock.restore()
  expect(nock.activeMocks()).toEqual([])
})

test('a player in the place of the vault answers as recorded, to clients of the recorded host too', async () => {
  const player = await playRecording('recordings/request/set-sends-nothing-unasked.json', {
    hosts: ['a.vault.azure.net', 'b.vault.azure.net'],
  })
  mocks.push(mockKeyVault(player))
  const client = clientOf(player)

  expect((await client.setSecret('my-name', 'my-value')).value).toBe('my-value')
  await expect(client.getSecret('another')).rejects.toMatchObject({ code: 'KVC_UNANSWERED' })
  expect((await fetch('https://b.vault.azure.net/secrets/x?api-version=7.6', { method: 'PUT' })).status).toBe(
    401,
  )
  expect(player.report()).toMatchObject({ used: 1, misses: [{ count: 1 }] })
})

test('a service without an address of its own answers every vault host that it says', async () => {
  const vault = createVault({ secrets: { a: 'played' } })
  const { answers, handler, httpClient, trace } = vault
  mocks.push(mockKeyVault({ answers, handler, httpClient, trace }))

  expect((await clientOf(vault).getSecret('a')).value).toBe('played')
  await expect(fetch('https://other.vault.azure.net/')).rejects.toThrow(/Disallowed net connect/)
})

describe('what is seen of a request', () => {
  test('its bytes, also of what is no JSON although it says so', async () => {
    const vault = openVault()
    const headers = ['Content-Type', 'application/json', 'authorization', await authorization(vault)]
    const url = `${vault.url}/secrets/db-password?api-version=7.6`

    const { status } = await putWithNode(url, headers, '{"value":')

    expect(status).toBe(400)
    expect(Buffer.from(vault.trace.exchanges[0]?.request.body ?? []).toString()).toBe('{"value":')
  })

  test('bytes that are no text', async () => {
    const vault = openVault()
    const body = new Uint8Array([0, 255, 128, 10])

    await fetch(`${vault.url}/secrets/a?api-version=7.6`, { method: 'PUT', body })

    expect(vault.trace.exchanges[0]?.request.body).toEqual(Buffer.from(body))
  })

  test('of fetch no requirement is broken by what fetch adds behind the interceptor', async () => {
    const vault = openVault()
    const url = `${vault.url}/secrets/db-password/?api-version=7.6`
    await fetch(url)

    const answer = await fetch(url, { headers: { Authorization: await authorization(vault) } })

    expect(await answer.json()).toMatchObject({ value: 'old' })
    expect(findingsOf(vault.trace.exchanges)).toEqual([])
  })
})

test('an answer has its headers in the case and order of the service', async () => {
  const vault = openVault()

  const { rawHeaders } = await getWithNode(`${vault.url}/secrets?api-version=7.6`, [])

  const answer = vault.trace.exchanges[0]?.answer
  expect(rawHeaders).toEqual(answer && 'headers' in answer ? answer.headers.flat() : [])
  expect(rawHeaders[0]).toBe('Cache-Control')
})

test('an answer without a body is one', async () => {
  const vault = createVault({ secrets: { gone: { value: 'a', deleted: true } } })
  mocks.push(mockKeyVault(vault))

  await clientOf(vault).purgeDeletedSecret('gone')

  expect(vault.deletedSecretNames()).toEqual([])
})

test('a closed connection is ECONNRESET, and retried by the official client', async () => {
  const vault = openVault()
  vault.fail('GetSecret', { closeConnection: true, times: 2 })
  const headers = ['authorization', await authorization(vault)]

  await expect(
    getWithNode(`${vault.url}/secrets/db-password/?api-version=7.6`, headers),
  ).rejects.toMatchObject({ code: 'ECONNRESET', message: 'socket hang up' })
  expect((await clientOf(vault).getSecret('db-password')).value).toBe('old')
})

describe('interceptors of others', () => {
  test('stay as they are, pending or not, when a vault comes and goes', async () => {
    nock('https://example.com').get('/1').reply(200, 'one').get('/2').reply(200, 'two')
    const mock = mockKeyVault(createVault())

    expect(nock.pendingMocks()).toEqual(['GET https://example.com:443/1', 'GET https://example.com:443/2'])
    expect(await (await fetch('https://example.com/1')).text()).toBe('one')
    mock.restore()
    expect(await (await fetch('https://example.com/2')).text()).toBe('two')
    expect(nock.isDone()).toBe(true)
  })

  test('for a tenant of their own are asked, whether they were declared before or after', async () => {
    const own = (tenant: string): nock.Scope =>
      nock('https://login.microsoftonline.com').get(`/${tenant}`).reply(200, tenant)
    own('before')
    const vault = openVault()
    own('after')
    const mock = mockKeyVault(createVault())

    const answers = await Promise.all(
      ['after', 'before'].map(async (tenant) =>
        (await fetch(`https://login.microsoftonline.com/${tenant}`)).text(),
      ),
    )
    mock.restore()

    expect(answers).toEqual(['after', 'before'])
    expect((await clientOf(vault).getSecret('db-password')).value).toBe('old')
  })

  test('for the vault itself win when they were declared before, as with nock alone', async () => {
    const vault = createVault({ secrets: { a: 'vault' } })
    nock(vault.url).get('/secrets/a/').query(true).reply(418, 'own')
    mocks.push(mockKeyVault(vault))

    await expect(clientOf(vault).getSecret('a')).rejects.toMatchObject({ statusCode: 418 })
    expect((await clientOf(vault).getSecret('a')).value).toBe('vault')
  })
})

describe('restore', () => {
  test('leaves nothing behind: hosts are what they were, allowed or not', async () => {
    const [vault, other] = [createVault(), openVault()]
    const mock = mockKeyVault(vault)
    await fetch(`${vault.url}/secrets`)

    mock.restore()
    mock.restore()

    await expect(fetch(`${vault.url}/secrets`)).rejects.toThrow(/Disallowed net connect/)
    expect((await clientOf(other).getSecret('db-password')).value).toBe('old')
    for (const { restore } of mocks.splice(0)) restore()
    await expect(fetch('https://login.microsoftonline.com/common')).rejects.toThrow(/Disallowed net connect/)
    expect(nock.activeMocks()).toEqual([])
  })

  test('after nock.cleanAll is no mistake, and the vault can be mocked again', async () => {
    const vault = createVault({ secrets: { a: 'again' } })
    const mock = mockKeyVault(vault)
    nock.cleanAll()
    mock.restore()

    mocks.push(mockKeyVault(vault))

    expect((await clientOf(vault).getSecret('a')).value).toBe('again')
  })
})

test('what is no service, one that is closed, and a nock that is off, are mistakes of the caller', () => {
  expect(() => mockKeyVault({} as TestVault)).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: mockKeyVault: an argument must be a vault (createVault) or a player (playRecording), not an object.]`,
  )
  expect(() => mockKeyVault()).toThrow('mockKeyVault: give it at least one vault (createVault) or player')
  const closed = createVault()
  closed.close()
  const [one, other] = [
    createVault({ host: 'a.vault.azure.net' }),
    createVault({ host: 'a.vault.azure.net' }),
  ]
  expect(() => mockKeyVault(one, other)).toThrow(
    'mockKeyVault: two of these are at https://a.vault.azure.net,',
  )
  expect(() => mockKeyVault(createVault(), closed)).toThrow(
    `mockKeyVault: ${closed.url} is closed, and answers nothing any more.`,
  )
  nock.restore()
  expect(() => mockKeyVault(createVault())).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: mockKeyVault: nock is switched off (by nock.restore(), or because it records): call nock.activate() before.]`,
  )
  nock.activate()
})
