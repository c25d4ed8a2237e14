import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { describe, expect, test, vi } from 'vitest'
import { createVault } from './create-vault.ts'
import type { FailOptions } from './fail.ts'
import type { TestVault } from './test-vault.ts'

/** The real client, unmodified; retries wait a millisecond. */
function connect(vault: TestVault): SecretClient {
  return new SecretClient(vault.url, vault.credential, {
    httpClient: vault.httpClient,
    retryOptions: { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 5 },
  })
}

function statuses({ trace }: TestVault): (number | 'closed')[] {
  return trace.exchanges.map(({ answer }) => ('status' in answer ? answer.status : 'closed'))
}

describe('vault.fail', () => {
  test('throttles as often as it was told, with the seconds to wait', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    vault.fail('GetSecret', { times: 2, status: 429, retryAfter: 0 })
    expect((await connect(vault).getSecret('a')).value).toBe('v')
    expect(statuses(vault)).toEqual([401, 429, 429, 200])
    const [throttled] = vault.trace.exchanges.slice(1)
    expect(JSON.stringify(throttled?.answer)).toContain('"Retry-After","0"')
  })

  test('answers with a status, a code and a message, for one secret, after some that go well', async () => {
    const vault = createVault({ secrets: { a: 'v', b: 'w' } })
    vault.fail('GetSecret', {
      status: 403,
      code: 'Forbidden',
      innerCode: 'ForbiddenByPolicy',
      message: 'Not you.',
      name: 'b',
      after: 1,
      times: Number.POSITIVE_INFINITY,
    })
    const client = connect(vault)
    await client.getSecret('a')
    await client.getSecret('b')
    for (let count = 0; count < 3; count++)
      await expect(client.getSecret('b')).rejects.toMatchObject({
        statusCode: 403,
        code: 'Forbidden',
        message: 'Not you.',
      })
    await client.getSecret('a')
  })

  test('closes connections, which clients retry', async () => {
    const vault = createVault()
    vault.fail('SetSecret', { closeConnection: true })
    await connect(vault).setSecret('a', 'v')
    expect(statuses(vault)).toEqual([401, 'closed', 200])
    expect(vault.secret('a')?.versions).toHaveLength(1)
  })

  test('a closed connection in the middle of an answer leaves the work done', async () => {
    const vault = createVault()
    vault.fail('SetSecret', { closeConnection: 'mid-body' })
    await connect(vault).setSecret('a', 'v')
    expect(vault.secret('a')?.versions).toHaveLength(2)
  })

  test('any operation, and late answers', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    vault.fail('any', { delay: 20 })
    await connect(vault).getSecret('a')
    const [, late] = vault.trace.exchanges
    expect((late?.answeredAt ?? 0) - (late?.sentAt ?? 0)).toBeGreaterThanOrEqual(15)
  })

  test.each<[string, string, FailOptions]>([
    ['"GetSecrt" is no operation. It must be one of SetSecret, ', 'GetSecrt', { status: 500 }],
    ['say what happens: status, closeConnection or delay', 'GetSecret', {}],
    ['status must be a whole number from 400 to 599, not 200', 'GetSecret', { status: 200 }],
    ['status and closeConnection exclude each other', 'GetSecret', { status: 500, closeConnection: true }],
    ['retryAfter is part of an answer', 'GetSecret', { closeConnection: true, retryAfter: 1 }],
    [
      'retryAfter must be a whole number of at least 0 (seconds), not 0.5',
      'GetSecret',
      { status: 429, retryAfter: 0.5 },
    ],
    [
      'times must be a whole number of at least 1, or Infinity, not 0',
      'GetSecret',
      { status: 500, times: 0 },
    ],
    ['name must be the name of a secret', 'GetSecret', { status: 429, name: 'a_b' }],
    ['a request of GetSecrets is for no one secret', 'GetSecrets', { status: 429, name: 'a' }],
    ['there is no option "retryafter"', 'GetSecret', { status: 429, retryafter: 1 } as FailOptions],
  ])('%s', (message, operation, options) => {
    expect(() => createVault().fail(operation as 'any', options)).toThrow(
      expect.objectContaining({ code: 'KVC_USAGE', message: expect.stringContaining(message) }),
    )
  })
})

describe('vault.disable', () => {
  test('refuses reads of a secret as the service does', async () => {
    const vault = createVault({ secrets: { a: [{ value: 'one' }, { value: 'two' }] } })
    vault.disable('A')
    await expect(connect(vault).getSecret('a')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
    expect(vault.secret('a')).toMatchObject({
      enabled: false,
      versions: [{ enabled: false }, { enabled: false }],
    })
  })

  test('or of one version', async () => {
    const version = '0123456789abcdef0123456789abcdef'
    const vault = createVault({ secrets: { a: [{ value: 'one', version }, { value: 'two' }] } })
    vault.disable('a', version)
    const client = connect(vault)
    await expect(client.getSecret('a', { version })).rejects.toMatchObject({ statusCode: 403 })
    expect((await client.getSecret('a')).value).toBe('two')
  })

  test('quotes what is not there', () => {
    const vault = createVault({ secrets: { a: 'v' } })
    expect(() => vault.disable('b')).toThrow('vault.disable: the vault has no secret "b"; it holds a.')
    expect(() => vault.disable('a', 'f'.repeat(32))).toThrow(`a has no version "${'f'.repeat(32)}"`)
    expect(() => vault.disable('a', 7 as never)).toThrow('vault.disable: a has no version 7.')
  })
})

describe('tokens', () => {
  test('a client that looks at the expiry of its token gets a new one, without a 401', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const client = connect(vault)
    await client.getSecret('a')
    vault.expireToken()
    expect((await client.getSecret('a')).value).toBe('v')
    expect(statuses(vault)).toEqual([401, 200, 200])
    expect(new Set(tokensSent(vault)).size).toBe(2)
  })

  test('one that does not is refused with a challenge', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const { token } = await vault.credential.getToken('https://vault.azure.net/.default')
    expect(await getWith(token, vault)).toBe(200)
    vault.expireToken()
    expect(await getWith(token, vault)).toBe(401)
    const renewed = await vault.credential.getToken('https://vault.azure.net/.default')
    expect(await getWith(renewed.token, vault)).toBe(200)
  })

  test('tokens of Entra expire as well', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const { tenantId, clientId, clientSecret } = vault.clientSecret
    const credential = (): ClientSecretCredential =>
      new ClientSecretCredential(tenantId, clientId, clientSecret, { httpClient: vault.httpClient })
    const scope = 'https://vault.azure.net/.default'
    const { token } = await credential().getToken(scope)
    expect(await getWith(token, vault)).toBe(200)
    vault.expireToken()
    expect(await getWith(token, vault)).toBe(401)
    expect(await getWith((await credential().getToken(scope)).token, vault)).toBe(200)
  })

  test('run out with the time of the vault, and are renewed', async () => {
    const vault = createVault({ secrets: { a: 'v' }, tokenLifetime: 600 })
    const client = connect(vault)
    await client.getSecret('a')
    vault.clock.advance('11m')
    await client.getSecret('a')
    expect(new Set(tokensSent(vault)).size).toBe(2)
    expect(statuses(vault)).toEqual([401, 200, 200])
  })
})

describe('vault.challengeAgain', () => {
  test('with claims, as continuous access evaluation does: the client asks for a token with them', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const client = connect(vault)
    await client.getSecret('a')
    const claims = { access_token: { nbf: { essential: true, value: '1726077595' } } }
    vault.challengeAgain({ claims })
    expect((await client.getSecret('a')).value).toBe('v')
    expect(statuses(vault)).toEqual([401, 200, 401, 200])
    const token = tokensSent(vault).at(-1)?.split('.')[1] ?? ''
    expect(JSON.parse(Buffer.from(token, 'base64url').toString()).claims).toBe(JSON.stringify(claims))
  })

  test('with a tenant: the client follows the vault there', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const client = connect(vault)
    await client.getSecret('a')
    const tenantId = '00000000-1111-4222-8333-444444444444'
    vault.challengeAgain({ tenantId })
    expect((await client.getSecret('a')).value).toBe('v')
    expect(statuses(vault)).toEqual([401, 200, 401, 200])
    expect(vault.answers(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`)).toBe(true)
  })

  test('with neither: once, and the same token is good again', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const client = connect(vault)
    await client.getSecret('a')
    vault.challengeAgain()
    expect((await client.getSecret('a')).value).toBe('v')
    expect(statuses(vault)).toEqual([401, 200, 401, 200])
  })

  test.each<[string, object]>([
    ['claims must be a JSON object, or its text, not "{"', { claims: '{' }],
    ['tenantId must be a GUID, not "other"', { tenantId: 'other' }],
  ])('%s', (message, options) => {
    expect(() => createVault().challengeAgain(options)).toThrow(message)
  })
})

describe('vault.clock', () => {
  test('deleted secrets are purged when their time is over', async () => {
    const vault = createVault({ secrets: { a: 'v' }, behaviour: { retentionDays: 7 } })
    const client = connect(vault)
    await (await client.beginDeleteSecret('a', { intervalInMs: 1 })).pollUntilDone()
    expect(vault.secret('a')).toMatchObject({ deleted: true })
    vault.clock.advance('6d23h')
    expect(vault.deletedSecretNames()).toEqual(['a'])
    expect((await client.getDeletedSecret('a')).name).toBe('a')
    vault.clock.advance('1h')
    expect(vault.deletedSecretNames()).toEqual([])
    expect(vault.secret('a')).toBeUndefined()
    await expect(client.getDeletedSecret('a')).rejects.toMatchObject({ statusCode: 404 })
  })

  test.each<[number | string, number]>([
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1.5d', 129_600_000],
    [250, 250],
  ])('is moved by %s', (by, milliseconds) => {
    const stopped = vi.spyOn(Date, 'now').mockReturnValue(1_000_000)
    const { clock } = createVault()
    clock.advance(by)
    expect(clock.now()).toBe(1_000_000 + milliseconds)
    stopped.mockRestore()
  })

  test.each<[unknown]>([['7 days'], ['d'], [''], [-1], [Number.NaN], [undefined], ['1e9d']])(
    'is not moved by %s',
    (by) => {
      expect(() => createVault().clock.advance(by as number)).toThrow(
        expect.objectContaining({ code: 'KVC_USAGE', message: expect.stringContaining('units as in 7d') }),
      )
    },
  )
})

describe('a vault that is closed, or another one', () => {
  test('is nobody: clients are told at once', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    const other = createVault()
    const lost = new SecretClient(other.url, vault.credential, { httpClient: vault.httpClient })
    await expect(lost.getSecret('a')).rejects.toThrow(
      `Nobody is at ${other.host}: this vault answers for ${vault.host}.`,
    )
    vault.close()
    expect(vault.answers(vault.url)).toBe(false)
    await expect(connect(vault).getSecret('a')).rejects.toThrow('this vault is closed')
  })
})

async function getWith(token: string, { handler, url }: TestVault): Promise<number | undefined> {
  const answer = await handler({
    method: 'GET',
    url: `${url}/secrets/a?api-version=7.6`,
    headers: [['Authorization', `Bearer ${token}`]],
    body: new Uint8Array(0),
  })
  return 'status' in answer ? answer.status : undefined
}

function tokensSent({ trace }: TestVault): string[] {
  const headers = trace.exchanges.flatMap(({ request }) => [...request.headers])
  return headers.filter(([name]) => name.toLowerCase() === 'authorization').map(([, value]) => value.slice(7))
}
