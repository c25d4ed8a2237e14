import { expect, test } from 'vitest'
import type { Polls } from '../contract/generated/types/scenario.ts'
import { createBackupKey } from './backup-key.ts'
import type { Vault } from './create-vault.ts'
import { createTestVault, send } from './test-support.ts'

/** Statuses of the same request until it succeeds, at most ten. */
async function statuses(vault: Vault, request: string, body?: unknown): Promise<number[]> {
  const seen: number[] = []
  while (seen.length < 10 && !(seen.at(-1) ?? 500).toString().startsWith('2')) {
    seen.push((await send(vault, request, { body })).status)
  }
  return seen
}

interface Window {
  readonly polls: Polls
  readonly deleted: boolean
  readonly act: string
  readonly poll: string
  readonly body?: unknown
  readonly expected: readonly number[]
}

const windows: readonly Window[] = [
  {
    polls: { delete: 3 },
    deleted: false,
    act: 'DELETE /secrets/s',
    poll: 'GET /deletedsecrets/s',
    expected: [404, 404, 404, 200],
  },
  {
    polls: { recover: 2 },
    deleted: true,
    act: 'POST /deletedsecrets/s/recover',
    poll: 'GET /secrets/s/',
    expected: [404, 404, 200],
  },
  {
    polls: { purge: 2 },
    deleted: false,
    act: 'DELETE /secrets/s',
    poll: 'DELETE /deletedsecrets/s',
    expected: [409, 409, 204],
  },
  {
    polls: { delete: 1, purge: 1 },
    deleted: false,
    act: 'DELETE /secrets/s',
    poll: 'DELETE /deletedsecrets/s',
    expected: [409, 409, 204],
  },
  {
    polls: { nameAfterPurge: 2 },
    deleted: true,
    act: 'DELETE /deletedsecrets/s',
    poll: 'PUT /secrets/s',
    body: { value: 'w' },
    expected: [409, 409, 200],
  },
  {
    polls: { writeAfterRecover: 1 },
    deleted: true,
    act: 'POST /deletedsecrets/s/recover',
    poll: 'PUT /secrets/s',
    body: { value: 'w' },
    expected: [409, 200],
  },
  {
    polls: { writeAfterRecover: 1 },
    deleted: true,
    act: 'POST /deletedsecrets/s/recover',
    poll: 'GET /secrets/s',
    expected: [200],
  },
  { polls: {}, deleted: false, act: 'DELETE /secrets/s', poll: 'GET /deletedsecrets/s', expected: [200] },
]

test.each(windows)(
  'after $act with $polls, $poll: $expected',
  async ({ polls, deleted, act, poll, body, expected }) => {
    const vault = createTestVault({ secrets: { s: { value: 'v', deleted } }, polls })
    expect((await send(vault, act)).status).toBeLessThan(300)
    expect(await statuses(vault, poll, body)).toEqual(expected)
  },
)

test('a disabled secret ends a pending delete with 403', async () => {
  const vault = createTestVault({ secrets: { s: { enabled: false } }, polls: { delete: 1 } })
  await send(vault, 'DELETE /secrets/s')
  expect((await send(vault, 'GET /deletedsecrets/s')).status).toBe(404)
  expect((await send(vault, 'GET /deletedsecrets/s')).status).toBe(403)
})

test('while a window is open, lists show the secret on neither side', async () => {
  const vault = createTestVault({ secrets: { s: {} }, polls: { delete: 1, recover: 1 } })
  const counts = async (): Promise<number[]> =>
    Promise.all(
      ['GET /secrets', 'GET /secrets/s/versions', 'GET /deletedsecrets'].map(
        async (list) => ((await send(vault, list)).json['value'] as unknown[]).length,
      ),
    )
  await send(vault, 'DELETE /secrets/s')
  expect(await counts()).toEqual([0, 0, 0])
  await send(vault, 'GET /deletedsecrets/s')
  expect(await counts()).toEqual([0, 0, 1])
  await send(vault, 'POST /deletedsecrets/s/recover')
  expect(await counts()).toEqual([0, 0, 0])
  await send(vault, 'GET /secrets/s')
  expect(await counts()).toEqual([1, 1, 0])
})

test('recover brings back every version; purge frees the name', async () => {
  const vault = createTestVault({ secrets: { s: { value: 'v', versions: 3, tags: { a: 'b' } } } })
  const before = await send(vault, 'GET /secrets/s/versions')
  await send(vault, 'DELETE /secrets/s')
  await send(vault, 'POST /deletedsecrets/s/recover')
  expect((await send(vault, 'GET /secrets/s/versions')).json).toEqual(before.json)
  await send(vault, 'DELETE /secrets/s')
  await send(vault, 'DELETE /deletedsecrets/s')
  await send(vault, 'PUT /secrets/s', { body: { value: 'w' } })
  expect((await send(vault, 'GET /secrets/s/versions')).json['value']).toHaveLength(1)
})

test('new polls end windows that are open', async () => {
  const vault = createTestVault({ secrets: { s: {} }, polls: { delete: 40 } })
  await send(vault, 'DELETE /secrets/s')
  expect((await send(vault, 'GET /deletedsecrets/s')).status).toBe(404)
  vault.setPolls({ delete: 0 })
  expect((await send(vault, 'GET /deletedsecrets/s')).status).toBe(200)
})

test('a deleted secret is gone when its retention is over', async () => {
  const vault = createTestVault({ secrets: { s: {} }, retentionDays: 7 })
  const deleted = await send(vault, 'DELETE /secrets/s')
  expect(Number(deleted.json['scheduledPurgeDate']) - Number(deleted.json['deletedDate'])).toBe(7 * 86_400)
  vault.clock.advance(7 * 86_400 - 1)
  expect((await send(vault, 'GET /deletedsecrets/s')).status).toBe(200)
  vault.clock.advance(1)
  expect((await send(vault, 'GET /deletedsecrets/s')).status).toBe(404)
  expect((await send(vault, 'PUT /secrets/s', { body: { value: 'w' } })).status).toBe(200)
})

test('a backup restores every version into another vault of the service, and cannot be read', async () => {
  const seed = { value: 'canary-value', versions: 3, tags: { a: 'b' }, contentType: 'text/plain' }
  const source = createTestVault({ secrets: { 'My-Secret': seed } })
  const { json } = await send(source, 'POST /secrets/my-secret/backup')
  const blob = String(json['value'])
  const bytes = Buffer.from(blob, 'base64url').toString('latin1')
  expect(bytes.slice(0, 42)).toBe(')AzureKeyVaultSecretBackupV1.microsoft.com')
  const header = JSON.parse(Buffer.from(bytes.slice(42).split('.')[0] ?? '', 'base64url').toString())
  expect(header).toEqual({ kid: expect.any(String), alg: 'RSA-OAEP-256', enc: 'A256CBC-HS512' })
  expect(blob + bytes).not.toMatch(/canary|My-Secret/)

  const target = createTestVault({}, { host: 'fabrikam.vault.azure.net' })
  const restored = await send(target, 'POST /secrets/restore', { body: { value: blob } })
  expect(Object.keys(restored.json)).toEqual(['contentType', 'id', 'attributes', 'tags'])
  expect(restored.json['id']).toMatch(
    /^https:\/\/fabrikam\.vault\.azure\.net\/secrets\/My-Secret\/[0-9a-f]{32}$/,
  )
  const versions = async (vault: Vault): Promise<string> =>
    (await send(vault, 'GET /secrets/my-secret/versions')).text.replaceAll('fabrikam', 'contoso')
  expect(await versions(target)).toBe(await versions(source))
  expect((await send(target, 'GET /secrets/my-secret')).json['value']).toBe('canary-value')
})

test('a restore conflicts with the name in any state, without an inner code', async () => {
  const vault = createTestVault({ secrets: { s: {} }, polls: { delete: 1, nameAfterPurge: 1 } })
  const { json } = await send(vault, 'POST /secrets/s/backup')
  const restore = async (): Promise<number> => {
    const answer = await send(vault, 'POST /secrets/restore', { body: json })
    if (answer.status === 409) {
      expect(answer.json['error']).toEqual({
        code: 'Conflict',
        message: expect.stringMatching(
          /^There was a conflict restoring the secret 'https:\/\/contoso\.vault\.azure\.net\/secrets\/s\/[0-9a-f]{32}'\./,
        ),
      })
    }
    return answer.status
  }
  expect(await restore()).toBe(409)
  await send(vault, 'DELETE /secrets/s')
  expect([await restore(), await restore()]).toEqual([409, 409])
  await send(vault, 'DELETE /deletedsecrets/s')
  expect([await restore(), await restore()]).toEqual([409, 200])
})

test('a blob of another service, or with one bit changed, is corrupt', async () => {
  const { json } = await send(createTestVault({ secrets: { s: {} } }), 'POST /secrets/s/backup')
  const blob = String(json['value'])
  const other = createTestVault({}, { backupKey: createBackupKey() })
  const broken = `${blob.slice(0, -9)}${blob.at(-9) === 'A' ? 'B' : 'A'}${blob.slice(-8)}`
  for (const [vault, value] of [
    [other, blob],
    [createTestVault(), broken],
  ] as const) {
    const answer = await send(vault, 'POST /secrets/restore', { body: { value } })
    expect(answer.json['error']).toEqual({
      code: 'Malformed backup blob',
      message: 'Backup blob is corrupt.',
    })
  }
})
