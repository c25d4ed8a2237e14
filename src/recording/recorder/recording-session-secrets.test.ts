import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonBytes } from '../../wire/body.ts'
import type { WireAnswer, WireRequest } from '../../wire/exchange.ts'
import { journalOf } from './journal.ts'
import { answerWithSecret, entriesOf, everythingIn, get, startTestRecording } from './test-support.ts'

const agent =
  'azsdk-js-keyvault-secrets/4.11.2 core-rest-pipeline/1.24.0 Node/20.20.2 (Linux 6.1.0-13-amd64; x64)'

/** A vault in which the value of `late` is this one. */
function answerWith(value: string) {
  return async (request: WireRequest): Promise<WireAnswer> =>
    request.url.includes('late')
      ? { status: 200, headers: [], body: jsonBytes({ value }) }
      : answerWithSecret(request)
}

test('a word that stood in an earlier exchange before it was known as a secret is taken out at the end', async () => {
  const { recording, file, folder } = await startTestRecording()
  const handler = recording.record(answerWith('core-rest-pipeline/1.24.0'))
  await handler({ ...get('early'), headers: [...get('early').headers, ['User-Agent', agent]] })
  await handler(get('late'))

  expect(await recording.finish()).toMatchObject({ exchanges: 2 })

  expect(entriesOf(file)).toMatchObject([
    { RequestHeaders: { 'User-Agent': 'redacted' }, ResponseBody: { value: 'redacted-value-1' } },
    { ResponseBody: { value: 'redacted-value-2' } },
  ])
  expect(everythingIn(folder)).not.toMatch(/core-rest-pipeline|kvc-canary/)
})

test('a word that stands before the value it is a part of is taken out before the exchange reaches the disk', async () => {
  const { recording, file } = await startTestRecording()
  const handler = recording.record(answerWith('core-rest-pipeline/1.24.0'))

  await handler({ ...get('late'), headers: [['User-Agent', agent]] })

  expect(readFileSync(journalOf(file), 'utf8')).not.toContain('core-rest-pipeline')
  await recording.finish()
  expect(entriesOf(file)).toMatchObject([{ RequestHeaders: { 'User-Agent': 'redacted' } }])
})

test('a secret that an earlier exchange gave away where nothing can be taken out: no file, and no journal', async () => {
  const { recording, folder } = await startTestRecording()
  const handler = recording.record(answerWith('graph.microsoft.com'))
  await handler({ ...get('early'), headers: [['Referer', 'https://graph.microsoft.com/']] })
  await handler(get('late'))

  await expect(recording.finish()).rejects.toMatchObject({
    code: 'KVC_HARNESS',
    message: expect.stringMatching(/^Nothing was written: secret \d of this recording is still in/),
  })
  expect(readdirSync(folder)).toEqual([])
})

test('a secret that an exchange itself gives away never reaches the disk, and ends the recording', async () => {
  const told: string[] = []
  const { recording, folder } = await startTestRecording({ onStopped: (message) => told.push(message) })
  const handler = recording.record(answerWith('graph.microsoft.com'))

  const request = { ...get('late'), headers: [['Referer', 'https://graph.microsoft.com/'] as const] }
  expect(await handler(request)).toHaveProperty('status', 200)

  expect(told).toMatchInlineSnapshot(`
    [
      "Recording stopped: exchange 0 still held a secret, in raw form, after its redaction. Nothing of the recording is kept. If the secret is the name of a public host, record with another value; otherwise this is a fault of the redaction: report it without the exchange. The program is served on, unrecorded.",
    ]
  `)
  expect(readdirSync(folder).filter((name) => name.endsWith('.journal'))).toEqual([])
  await expect(recording.finish()).rejects.toThrow('still held a secret, in raw form')
  expect(readdirSync(folder)).toEqual([])
})

test('a request that gives away a known secret is found, also while its answer is on its way', async () => {
  const { recording, folder } = await startTestRecording({ onStopped: () => {} })
  const answer = answerWith('graph.microsoft.com')
  const handler = recording.record(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return answer(request)
  })
  await handler(get('late'))

  await handler({ ...get('late'), headers: [['Referer', 'https://graph.microsoft.com/']] })

  expect(everythingIn(folder)).not.toContain('graph.microsoft.com')
  await expect(recording.finish()).rejects.toThrow(/exchange 1 still held a secret, in raw form/)
})
