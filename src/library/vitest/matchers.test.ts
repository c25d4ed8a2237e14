import { SecretClient } from '@azure/keyvault-secrets'
import { bytesOf } from '../../wire/body.ts'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import { expect, test } from '../vitest.ts'

function connect({ url, credential, httpClient }: TestVault): SecretClient {
  return new SecretClient(url, credential, { httpClient })
}

/** A client that sends its body before it knows to whom. */
async function sendBodyWithProbe({ handler, url }: TestVault): Promise<void> {
  const body = bytesOf('{"value":"planted-value"}')
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'probe/1'],
  ]
  await handler({ method: 'PUT', url: `${url}/secrets/a?api-version=7.6`, headers, body })
}

/** What an assertion says when it fails, without the command at its end. */
function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\n\nrun it again: .*$/s, '') : String(error)
  }
  throw new Error('It did not fail.')
}

test('toKeepContract: kept, on a trace and on a vault', async () => {
  const vault = createVault({ secrets: { a: 'v' } })
  await connect(vault).getSecret('a')
  expect(vault.trace).toKeepContract()
  expect(vault).toKeepContract({ requirements: ['request/get-without-body'] })
  expect(messageOf(() => expect(vault).not.toKeepContract())).toMatch(
    /^It was to break the contract\. The contract was kept\./,
  )
})

test('toKeepContract: broken, told with the exchange and without its secret', async () => {
  const vault = createVault()
  await sendBodyWithProbe(vault)
  expect(vault).not.toKeepContract()
  const message = messageOf(() => expect(vault.trace).toKeepContract())
  expect(message).toContain('✗ challenge/probe-without-body (must)')
  expect(message).toMatch(/expected +│ received\n +no body without a token +│ 25 bytes/)
  expect(message).toContain('> PUT https://')
  expect(message).not.toContain('planted-value')
})

test('toKeepContract: what is broken is kept with the test, for reporters', async ({ vault, task }) => {
  await sendBodyWithProbe(vault)
  expect(vault).not.toKeepContract()
  expect(task.meta.keyVaultContract).toBeUndefined()
  messageOf(() => expect(vault).toKeepContract())
  const findings = task.meta.keyVaultContract?.findings
  expect(findings?.map(({ requirement }) => requirement)).toContain('challenge/probe-without-body')
})

test('toKeepContract: nothing judged fails, and so does its contrary', () => {
  const vault = createVault()
  expect(messageOf(() => expect(vault).toKeepContract())).toMatch(/^Nothing was judged/)
  expect(messageOf(() => expect(vault).not.toKeepContract())).toMatch(
    /^It was to break .* Nothing was judged/,
  )
})

test('toHaveSecret: what is there', async () => {
  const vault = createVault({
    secrets: { a: { value: 'v', tags: { stage: 'test' }, contentType: 'text/plain', enabled: false } },
  })
  expect(vault).toHaveSecret('a')
  expect(vault).toHaveSecret('a', { value: 'v', enabled: false, tags: { stage: 'test' }, versions: 1 })
  expect(vault).toHaveSecret('a', { value: expect.stringMatching(/^v$/), contentType: 'text/plain' })
  expect(vault).not.toHaveSecret('a', { value: 'w' })
  expect(vault).not.toHaveSecret('a', { tags: {} })
  expect(vault).not.toHaveSecret('b')
  expect(messageOf(() => expect(vault).not.toHaveSecret('a', { value: 'v' }))).toBe(
    'The vault was not to have the secret "a" so, and has.',
  )
})

test('toHaveSecret: what is not as expected, side by side; never the value that is there', () => {
  const vault = createVault({
    secrets: { a: { value: 'planted-value', tags: { stage: 'test', more: 'x' }, expiresOn: new Date(0) } },
  })
  const expected = { value: 'mine', enabled: false, contentType: 'text/plain', tags: { stage: 'live' } }
  const message = messageOf(() => expect(vault).toHaveSecret('a', { ...expected, expiresOn: new Date(1000) }))
  expect(message).toMatchInlineSnapshot(`
    "The vault has the secret "a", but not as expected.
      at /value
        expected │ received
        "mine"   │ another value
      at /enabled
        expected │ received
        false    │ true
      at /contentType
        expected     │ received
        "text/plain" │ nothing
      at /tags/stage
        expected │ received
        "live"   │ "test"
      at /expiresOn
        expected                 │ received
        1970-01-01T00:00:01.000Z │ 1970-01-01T00:00:00.000Z"
  `)
  expect(
    messageOf(() => expect(vault).toHaveSecret('a', { tags: { stage: 'test' } })),
  ).toMatchInlineSnapshot(`
    "The vault has the secret "a", but not as expected.
      at /tags
        expected         │ received
        {"stage":"test"} │ {"stage":"test","more":"x"}"
  `)
  expect(
    messageOf(() => expect(vault).toHaveSecret('a', { value: expect.any(Number) })),
  ).toMatchInlineSnapshot(`
    "The vault has the secret "a", but not as expected.
      at /value
        expected    │ received
        Any<Number> │ another value"
  `)
  expect(messageOf(() => expect(vault).toHaveSecret('b'))).toBe('The vault has no secret "b". It has a.')
})

test('toHaveSecret: one that was deleted is not there, unless that is what is expected', async () => {
  const vault = createVault({ secrets: { a: 'v' } })
  await connect(vault).beginDeleteSecret('a')
  expect(vault).not.toHaveSecret('a')
  expect(vault).toHaveSecret('a', { deleted: true, value: 'v' })
})

test('toHaveSent: operation, number, name, body, api-version and status', async () => {
  const vault = createVault()
  await connect(vault).setSecret('a', 'v', { enabled: false, tags: { stage: 'test' } })
  expect(vault).toHaveSent('SetSecret')
  expect(vault.trace).toHaveSent('SetSecret', { times: 1, name: 'a', status: 200, apiVersion: '2025-07-01' })
  expect(vault).toHaveSent('SetSecret', { body: { attributes: { enabled: false } } })
  expect(vault).toHaveSent('SetSecret', { body: { value: expect.any(String), tags: { stage: 'test' } } })
  expect(vault).toHaveSent('GetSecret', { times: 0 })
  expect(vault).not.toHaveSent('GetSecret')
  expect(vault).not.toHaveSent('SetSecret', { name: 'b' })
})

test('toHaveSent: what was sent in its place, side by side; never a value', async () => {
  const vault = createVault()
  const client = connect(vault)
  await client.setSecret('a', 'planted-value', { enabled: false })
  await client.setSecret('b', 'planted-value')
  const body = { value: 'mine', attributes: { enabled: true } }
  const message = messageOf(() => expect(vault).toHaveSent('SetSecret', { times: 1, name: 'a', body }))
  expect(message.replaceAll(vault.host, 'HOST')).toMatchInlineSnapshot(`
    "expected  1 SetSecret with name "a" with the given body
    received  2 of SetSecret, none like that
    #1 PUT https://HOST/secrets/a?api%2Dversion=2025-07-01 → 200
      at /body/value
        expected │ received
        "mine"   │ another value
      at /body/attributes/enabled
        expected │ received
        true     │ false
    #2 PUT https://HOST/secrets/b?api%2Dversion=2025-07-01 → 200
      at /name
        expected │ received
        "a"      │ "b"
      at /body/value
        expected │ received
        "mine"   │ another value
      at /body/attributes/enabled
        expected │ received
        true     │ nothing"
  `)
  expect(messageOf(() => expect(vault).toHaveSent('GetSecret'))).toMatchInlineSnapshot(`
    "expected  at least one GetSecret
    received  0"
  `)
  expect(messageOf(() => expect(vault).not.toHaveSent('SetSecret', { name: 'b' }))).toMatch(
    /^expected {2}not at least one SetSecret with name "b"\nreceived {2}1\n/,
  )
})

const none = undefined as unknown as string

test.for<[string, () => void]>([
  [
    'for the trace of a test, or for a vault, player or recording, not for "a"',
    () => expect('a').toKeepContract(),
  ],
  ['for a vault, not for an empty list', () => expect([]).toHaveSecret('a')],
  ['no operation "ReadSecret"', () => expect(createVault()).toHaveSent('ReadSecret' as 'GetSecret')],
  ['no member "content"', () => expect(createVault()).toHaveSecret('a', { content: 1 } as object)],
  ['the name of the secret must be text, not undefined', () => expect(createVault()).toHaveSecret(none)],
  ["an object, as { value: 'new' }", () => expect(createVault()).toHaveSecret('a', 'new' as never)],
  ['an object, as { times: 1 }', () => expect(createVault()).toHaveSent('GetSecret', 1 as never)],
  ['an object, as { times: 1 }', () => expect(createVault()).toHaveSent('GetSecret', null as never)],
  ['times must be a whole', () => expect(createVault()).toHaveSent('GetSecret', { times: '2' as never })],
  ['no member "count"', () => expect(createVault()).toHaveSent('GetSecret', { count: 1 } as object)],
])('a mistake of the test is told: %s', ([message, assertion]) => {
  expect(assertion).toThrow(message)
})

test('the command at the end of a message runs this very test', ({ vault, task }) => {
  expect(() => expect(vault).toHaveSecret('a')).toThrow(
    "run it again: npx vitest run src/library/vitest/matchers.test.ts -t 'the command at the end of a message runs this very test$'",
  )
  expect(task.name).toBe('the command at the end of a message runs this very test')
})

test('an assertion of a concurrent test, and a trace of nothing, print no secret', async ({
  vault,
  trace,
}) => {
  await vault.seed({ a: 'planted-value' })
  await connect(vault).getSecret('a')
  expect(JSON.stringify([vault, trace, vault.secret('a')])).not.toContain('planted-value')
})
