import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { CreateVaultOptions } from '../vault/vault-options.ts'
import { openRecording, type TestRecording } from './open-recording.ts'
import { reachService } from './reach-service.ts'
import type { PlacedTask } from './recording-file.ts'
import type { RecordingMode, RecordingOptions } from './recording-options.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kvc-recording-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
  vi.unstubAllEnvs()
})

/** Tests of one run of one file. */
function testsOf(file: string): (name: string, suite?: string) => PlacedTask {
  const placed = { filepath: join(root, file), name: file }
  let tests = 0
  return (name, suite) => ({
    id: String(++tests),
    name,
    file: placed,
    suite: suite === undefined ? undefined : { name: suite, file: placed },
  })
}

async function useSecret(
  { url, credential, httpClient }: TestRecording,
  name = 'mine',
): Promise<string | undefined> {
  const client = new SecretClient(url, credential, { httpClient, retryOptions: { maxRetries: 0 } })
  await client.setSecret(name, 'planted-value')
  return (await client.getSecret(name)).value
}

interface Run {
  readonly task?: PlacedTask
  readonly options?: RecordingOptions
  readonly vaultOptions?: CreateVaultOptions
  readonly isFailed?: boolean
  readonly use?: (recording: TestRecording) => Promise<unknown>
}

/** A test from its beginning to its end. */
async function runTest(mode: RecordingMode, run: Run = {}): Promise<TestRecording> {
  const { task = testsOf('rotate.test.ts')('rotates'), options, vaultOptions = {}, isFailed = false } = run
  const { recording, end } = await openRecording(task, { mode, ...options }, vaultOptions)
  await (run.use ?? useSecret)(recording)
  await end({ isFailed })
  return recording
}

const file = 'recordings/rotate.test.ts/rotates.json'

test('recorded under the name of the test, redacted, and played to names of its own', async () => {
  const { file: recorded, mode } = await runTest('record')
  expect({ recorded, mode }).toEqual({ recorded: join(root, file), mode: 'record' })
  expect(readFileSync(recorded, 'utf8')).not.toContain('planted-value')
  const played = await runTest('playback', { use: (recording) => useSecret(recording, 'another') })
  expect(played.trace.exchanges).toHaveLength(3)
})

test('with a vault nothing is recorded', async () => {
  const { trace } = await runTest('vault', {
    vaultOptions: { secrets: { held: 'v' } },
    use: async ({ url, credential, httpClient }) => {
      expect((await new SecretClient(url, credential, { httpClient }).getSecret('held')).value).toBe('v')
    },
  })
  expect(trace.exchanges).toHaveLength(2)
  expect(readdirSync(root)).toEqual([])
})

test('the mode is the environment’s where the test says none', async () => {
  const task = testsOf('rotate.test.ts')('rotates')
  vi.stubEnv('KEYVAULT_CONTRACT_MODE', 'playback')
  await expect(openRecording(task, {}, {})).rejects.toThrow('There is no recording of this test')
  vi.stubEnv('KEYVAULT_CONTRACT_MODE', 'replay')
  await expect(openRecording(task, {}, {})).rejects.toThrow(
    'KEYVAULT_CONTRACT_MODE must be one of vault, playback, record, not "replay".',
  )
  await expect(openRecording(task, { mode: 'live' as 'vault' }, {})).rejects.toThrow(
    'mode must be one of "vault"',
  )
})

test('no recording: the file and the command that makes it', async () => {
  const missing = runTest('playback')
  await expect(missing).rejects.toMatchObject({ code: 'KVC_USAGE' })
  await expect(missing).rejects.toThrow(
    /rotates\.json is missing\.\nrecord it: KEYVAULT_CONTRACT_MODE=record npx vitest run .* -t 'rotates\$'$/,
  )
})

test('a client that is reached by its address alone is told at once that nothing answers, and tries no more', async () => {
  await runTest('record')
  const ask = async (recording: TestRecording): Promise<void> => {
    const reached = reachService(recording)
    onTestFinished(reached.stop)
    const client = new SecretClient(recording.url, recording.credential)
    await client.setSecret('mine', 'planted-value')
    await expect(client.getDeletedSecret('gone')).rejects.toMatchObject({
      code: 'KVC_UNANSWERED',
      message: expect.stringContaining('No recording answers GET /deletedsecrets/gone'),
    })
    expect(recording.trace.exchanges).toHaveLength(3)
  }
  await expect(runTest('playback', { use: ask })).rejects.toThrow('was not played as recorded')
})

test('what was recorded and is not asked for any more, and what is asked for and was not recorded', async () => {
  await runTest('record')
  const idle = runTest('playback', { use: async () => {} })
  await expect(idle).rejects.toThrow(/was not played as recorded\.\n\n.*Nothing was played/s)
  const more = runTest('playback', {
    use: async (recording) => {
      await useSecret(recording)
      await useSecret(recording).catch(() => {})
    },
  })
  await expect(more).rejects.toThrow(
    /PUT \/secrets\/mine.*record it: KEYVAULT_CONTRACT_MODE=record npx vitest run/s,
  )
})

test('a test that fails leaves the recording before it, and is not told what it did not come to', async () => {
  const { file: recorded } = await runTest('record')
  const before = readFileSync(recorded, 'utf8')
  await runTest('record', { isFailed: true, use: (recording) => useSecret(recording, 'other') })
  expect(readFileSync(recorded, 'utf8')).toBe(before)
  expect(readdirSync(join(recorded, '..'))).toEqual(['rotates.json'])
  await runTest('playback', { isFailed: true, use: async () => {} })
})

test('nothing recorded is not passed', async () => {
  await expect(runTest('record', { use: async () => {} })).rejects.toThrow('Nothing was recorded for')
  expect(existsSync(join(root, file))).toBe(false)
})

test('names: suites and test, without what a file cannot be called', async () => {
  const next = testsOf('deep/a.test.ts')
  const { file: named } = await runTest('record', { task: next('rotates: "a/b" \\ c? ✓ é', '../db > one') })
  expect(named).toBe(join(root, 'recordings/deep/a.test.ts/db-one-rotates-a-b-c-é.json'))
  const { file: nameless } = await runTest('record', { task: next('???') })
  expect(nameless).toBe(join(root, 'recordings/deep/a.test.ts/test.json'))
})

test('two tests with one recording are told, also where only letter case differs; one that is run again is not', async () => {
  const next = testsOf('a.test.ts')
  const first = next('reads a/b')
  await runTest('record', { task: first })
  await runTest('record', { task: first })
  await expect(runTest('record', { task: next('Reads a-b') })).rejects.toThrow(
    /^The tests "reads a\/b" and "Reads a-b" would have one recording, .*Reads-a-b\.json: give one of them another name\.$/,
  )
  await runTest('record', { task: testsOf('a.test.ts')('reads a b') })
})

test.for<[string, string]>([
  ['http://mine.vault.azure.net', 'must be the address of a vault'],
  ['https://example.test', 'must be the address of a vault'],
])('a vault that is none: %s', async ([vaultUrl, message]) => {
  await expect(runTest('record', { options: { vaultUrl } })).rejects.toThrow(message)
  expect(existsSync(join(root, `${file}.journal`))).toBe(false)
})

test.for<[string, object]>([
  [
    'upstream: there is no option "resolv". It may be one of resolve, caFiles.',
    { upstream: { resolv: ['a'] } },
  ],
  ['upstream: caFiles must be a list of files, not "ca.pem".', { upstream: { caFiles: 'ca.pem' } }],
  ['credential must be an object, not text of 9 characters.', { credential: 'my-secret' }],
])('%s', async ([message, options]) => {
  await expect(runTest('record', { options })).rejects.toThrow(message)
})

test('one vault is recorded by one test at a time', async () => {
  const next = testsOf('a.test.ts')
  const options: RecordingOptions = { mode: 'record', vaultUrl: 'https://mine.vault.azure.net' }
  const { end } = await openRecording(next('first'), options, {})
  await expect(openRecording(next('second'), options, {})).rejects.toThrow(
    'is being recorded by another test',
  )
  await end({ isFailed: true })
  const third = await openRecording(next('third'), options, {})
  await third.end({ isFailed: true })
})
