import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkTrace } from '../check/check-trace.ts'
import { playRecording } from './play-recording.ts'
import type { RecordedVault } from './recorded-vault.ts'

/** A secret is set; a challenge, a sign-in and an answer. */
const recordedSet = new URL('../../../recordings/request/set-sends-nothing-unasked.json', import.meta.url)
const file = recordedSet.pathname
const readDocument = (): Record<string, unknown> => JSON.parse(readFileSync(recordedSet, 'utf8'))

function connect({ url, credential, httpClient }: RecordedVault): SecretClient {
  return new SecretClient(url, credential, { httpClient })
}

describe('playRecording', () => {
  test.each<[string, () => Parameters<typeof playRecording>[0]]>([
    ['a file', () => file],
    ['a list of files', () => [file]],
    ['a recording as parsed', readDocument],
  ])('plays %s to a client with names of its own', async (_, recording) => {
    const vault = await playRecording(recording())
    const secret = await connect(vault).setSecret('my-own-name', 'my-own-value')
    expect(secret).toMatchObject({ name: 'my-own-name', value: 'my-own-value' })
    expect(secret.properties.vaultUrl).toBe(vault.url)
    expect(vault.report()).toMatchObject({ asRecorded: true, requests: 2, used: 1, unused: 0, findings: [] })
    expect(vault.report().message).toMatch(/^All was played as recorded\./)
    expect(await checkTrace(vault.trace)).toMatchObject({ conforms: true })
  })

  test('a request that nothing answers fails at once, and says what came nearest', async () => {
    const vault = await playRecording(file)
    const reading = connect(vault).getSecret('my-own-name')
    await expect(reading).rejects.toMatchObject({ code: 'KVC_UNANSWERED' })
    await expect(reading).rejects.toThrow(
      /No recording answers this request\.[\s\S]*GET \/secrets\/my-own-name\/ .*nothing fits[\s\S]*nearest/,
    )
    const report = vault.report()
    expect(report.asRecorded).toBe(false)
    expect(report.misses).toHaveLength(1)
    expect(report.message).toContain('Requests without an answer: 1')
  })

  test('what was recorded and never asked for is told, as a finding or as a warning', async () => {
    const strict = await playRecording(file)
    await strict.handler({
      method: 'GET',
      url: `${strict.url}/secrets?api-version=7.6`,
      headers: [],
      body: new Uint8Array(0),
    })
    expect(strict.report().asRecorded).toBe(false)
    expect(strict.report().findings.map(({ kind }) => kind)).toEqual(['unplayed'])
    const lenient = await playRecording(readDocument(), { extra: 'warn' })
    expect(lenient.report().findings.map(({ level }) => level)).toEqual(['warn'])
    expect(lenient.report()).toMatchObject({
      asRecorded: false,
      message: expect.stringContaining('Nothing was played'),
    })
  })

  test('a request that differs from the recorded one is a finding', async () => {
    const vault = await playRecording(file)
    await connect(vault).setSecret('mine', 'v', { enabled: false })
    expect(vault.report().findings).toMatchObject([
      { kind: 'request', level: 'fail', field: 'body /attributes/enabled' },
    ])
    expect(vault.report().asRecorded).toBe(false)
  })

  test('answers for the hosts and the tenant that a program is configured with, by a real sign-in', async () => {
    const tenantId = '00000000-1111-4222-8333-444444444444'
    const vault = await playRecording(file, { hosts: ['contoso.vault.azure.net'], tenantId })
    expect(vault.url).toBe('https://contoso.vault.azure.net')
    expect(vault.answers('https://login.microsoftonline.com/common/oauth2/v2.0/token')).toBe(false)
    expect(vault.answers(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`)).toBe(true)
    const { httpClient } = vault
    const credential = new ClientSecretCredential(tenantId, 'my-application', 'my-secret', { httpClient })
    const client = new SecretClient(vault.url, credential, { httpClient })
    expect((await client.setSecret('mine', 'v')).value).toBe('v')
    expect(vault.trace.exchanges.map(({ request }) => request.method)).toEqual(['PUT', 'POST', 'PUT'])
    expect(vault.report().asRecorded).toBe(true)
  })

  test('is nobody elsewhere, and after it was closed', async () => {
    const vault = await playRecording(file)
    const lost = new SecretClient('https://other.vault.azure.net', vault.credential, {
      httpClient: vault.httpClient,
    })
    await expect(lost.getSecret('a')).rejects.toThrow(
      /^Nobody is at other\.vault\.azure\.net: this player answers for kvc-/,
    )
    vault.close()
    expect(vault.answers(vault.url)).toBe(false)
    await expect(connect(vault).getSecret('a')).rejects.toThrow('this player is closed')
  })

  test('a folder without a recording is nothing to play', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'kvc-empty-'))
    onTestFinished(() => rmSync(empty, { recursive: true }))
    await expect(playRecording(empty)).rejects.toThrow(
      'There is nothing to play: no recording of a key vault is in the folders named.',
    )
  })

  test.each<[string, unknown, object]>([
    ['the recording must be the name of a file or folder', 7, {}],
    ['a recording as parsed, not an empty list', [], {}],
    ['"nowhere.json" is neither a file nor a folder', 'nowhere.json', {}],
    ['The recording can not be played: no recording format has these top-level members: a', { a: 1 }, {}],
    ['The recording can not be played: it holds no exchange', { Entries: [] }, {}],
    ['order must be one of "partial", "strict", "any", not "loose"', file, { order: 'loose' }],
    ['speed must be a whole number from 1 to 1000000, not 0', file, { speed: 0 }],
    ['there is no option "host"', file, { host: 'x' }],
  ])('%s', async (message, recording, options) => {
    await expect(playRecording(recording as string, options)).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringContaining(message),
    })
  })
})
