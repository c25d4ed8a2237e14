import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDefaultHttpClient } from '@azure/core-rest-pipeline'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { playRecording } from '../player/play-recording.ts'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import { recordTo } from './record-to.ts'
import type { RecordToOptions } from './record-to-options.ts'

let folder: string
const inFolder = (name: string): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kvc-record-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** What a program does: one secret written and read. */
async function useVault(
  { url, credential, httpClient }: Pick<TestVault, 'url' | 'credential' | 'httpClient'>,
  { name = 'mine', value = 'planted-value' } = {},
): Promise<string | undefined> {
  const client = new SecretClient(url, credential, { httpClient, retryOptions: { maxRetries: 0 } })
  await client.setSecret(name, value, { tags: { owner: 'team' } })
  return (await client.getSecret(name)).value
}

describe('recordTo', () => {
  test('what went through a service is played to another client, with names and values of its own', async () => {
    const file = inFolder('made/by/recorder.json')
    const recorder = await recordTo(file, { origin: 'reference-vault' })
    await useVault(recorder.service(createVault()))
    expect(existsSync(file)).toBe(false)
    expect(await recorder.finish()).toMatchObject({ file, exchanges: 3 })
    expect(readdirSync(inFolder('made/by'))).toEqual(['recorder.json'])
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain('planted-value')
    expect(JSON.parse(text).Provenance).toMatchObject({ Origin: 'reference-vault' })
    const player = await playRecording(file)
    expect(await useVault(player, { name: 'other', value: 'another-value' })).toBe('another-value')
    expect(player.report()).toMatchObject({ asRecorded: true, requests: 3, unused: 0 })
    player.close()
  })

  test('records an HTTP client, and leaves its answers alone', async () => {
    const recorder = await recordTo(inFolder('client.json'))
    const vault = createVault()
    const read = await useVault({ ...vault, httpClient: recorder.httpClient(vault.httpClient) })
    expect(read).toBe('planted-value')
    // Types: what the SDK itself sends with goes in, and what comes out is taken by its clients.
    const httpClient = recorder.httpClient(createDefaultHttpClient())
    expect(new SecretClient(vault.url, vault.credential, { httpClient }).vaultUrl).toBe(vault.url)
    expect((await recorder.finish()).exchanges).toBe(3)
    const player = await playRecording(inFolder('client.json'))
    await useVault(player)
    expect(player.report().asRecorded).toBe(true)
  })

  test('records exchanges that are over, with their times', async () => {
    const vault = createVault()
    await useVault(vault)
    const recorder = await recordTo(inFolder('over.json'))
    for (const exchange of vault.trace.exchanges) recorder.record(exchange)
    expect((await recorder.finish()).exchanges).toBe(3)
    expect(() => recorder.record(vault.trace.exchanges[0] as never)).toThrow('over.json is finished')
    await expect(recorder.finish()).rejects.toMatchObject({ code: 'KVC_HARNESS' })
  })

  test('several tests of one process record side by side, and one file again and again', async () => {
    const record = async (name: string): Promise<number> => {
      const recorder = await recordTo(inFolder(name), { overwrite: true })
      await useVault(recorder.service(createVault()))
      return (await recorder.finish()).exchanges
    }
    expect(await Promise.all(['a.json', 'b.json', 'c.json'].map(record))).toEqual([3, 3, 3])
    expect(await record('a.json')).toBe(3)
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json', 'c.json'])
  })

  test('a file that is there is not touched unless that is said; nor is one that is being recorded', async () => {
    writeFileSync(inFolder('there.json'), 'mine')
    await expect(recordTo(inFolder('there.json'))).rejects.toThrow(/there\.json exists\. Say overwrite: true/)
    expect(readFileSync(inFolder('there.json'), 'utf8')).toBe('mine')
    const first = await recordTo(inFolder('one.json'))
    await expect(recordTo(inFolder('one.json'))).rejects.toThrow(
      /is being recorded by process .* Choose another file\.$/,
    )
    first.discard()
    expect(readdirSync(folder)).toEqual(['there.json'])
  })

  test('what a recorder left that never finished is completed by who plays it', async () => {
    const file = inFolder('left.json')
    const recorder = await recordTo(file)
    await useVault(recorder.service(createVault()))
    recorder.discard()
    expect(readdirSync(folder)).toEqual(['left.json.journal'])
    const player = await playRecording(file)
    await useVault(player)
    expect(player.report().asRecorded).toBe(true)
    expect(readdirSync(folder)).toEqual(['left.json'])
  })

  test('what cannot be recorded is told at once, and costs the recording nothing', async () => {
    const closed = createVault()
    closed.close()
    const recorder = await recordTo(inFolder('wrong.json'))
    const { service, httpClient, wrap, record } = recorder as unknown as Record<
      string,
      (given: unknown) => void
    >
    const mistakes: [string, () => void][] = [
      ['recorder.service: an argument must be a vault (createVault)', () => service?.({})],
      [`recorder.service: ${closed.url} is closed`, () => service?.(closed)],
      ['recorder.httpClient: it must be given an HTTP client', () => httpClient?.(createVault())],
      ['recorder.wrap: the handler must be a function, not undefined', () => wrap?.(undefined)],
      ['recorder.record: it is no exchange: it must be an object', () => record?.(undefined)],
      [
        'recorder.record: it is no exchange: `request.url` must be text',
        () => record?.({ request: { method: 'GET' }, answer: {} }),
      ],
    ]
    for (const [message, mistake] of mistakes) expect(mistake).toThrow(message)
    await useVault(recorder.service(createVault()))
    expect((await recorder.finish()).exchanges).toBeGreaterThan(0)
    for (const late of [
      () => service?.(createVault()),
      () => wrap?.(() => {}),
      () => httpClient?.(closed.httpClient),
    ])
      expect(late).toThrow('wrong.json is finished; what comes now is not in it.')
  })

  test('nothing recorded: no file', async () => {
    const recorder = await recordTo(inFolder('empty.json'))
    expect((await recorder.finish()).exchanges).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  test.each<[string, object]>([
    ['there is no option "force"', { force: true }],
    ['origin must be one of "live", "reference-vault", not "imported"', { origin: 'imported' }],
    ['keep must be an object of names, each with one of secret, identifier', { keep: { 'x-mine': 'yes' } }],
    ['opaque, volatile, public, not one with x-mine: "yes".', { keep: { 'x-mine': 'yes' } }],
    [
      'vaultHosts must be a list of hosts without scheme and port, not a list with "https://a"',
      { vaultHosts: ['https://a'] },
    ],
  ])('%s', async (message, options) => {
    await expect(recordTo(inFolder('x.json'), options as RecordToOptions)).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringContaining(message),
    })
    expect(readdirSync(folder)).toEqual([])
  })
})
