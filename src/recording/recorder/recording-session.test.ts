import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { bytesOf } from '../../wire/body.ts'
import { isResponse, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { completeRecording } from './complete-recording.ts'
import { createJournal, journalOf } from './journal.ts'
import { RecordingSession } from './recording-session.ts'
import { startRecording } from './start-recording.ts'
import {
  answerWithSecret,
  entriesOf,
  everythingIn,
  get,
  startTestRecording,
  testFolder,
} from './test-support.ts'

test('answers pass unchanged, and are in the journal before they do, without a secret', async () => {
  const { recording, file, folder } = await startTestRecording()
  const handler = recording.record(answerWithSecret)

  const answer = await handler(get('first'))
  expect(answer).toEqual(await answerWithSecret(get('first')))
  expect(readFileSync(journalOf(file), 'utf8').split('\n')).toHaveLength(3)
  expect(everythingIn(folder)).not.toMatch(/kvc-canary|contoso|c2VjcmV0|first/)

  await handler(get('second'))
  const { exchanges } = await recording.finish()
  expect({ exchanges, files: readdirSync(folder) }).toEqual({ exchanges: 2, files: ['mine.json'] })
  expect(entriesOf(file).map(({ StatusCode }) => StatusCode)).toEqual([200, 200])
  expect(everythingIn(folder)).not.toMatch(/kvc-canary|contoso|c2VjcmV0|first|second/)
})

test('an answer that takes its time, or comes while timers are faked, is recorded as any other', async () => {
  const slow = async (request: WireRequest): Promise<WireAnswer> => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return answerWithSecret(request)
  }
  const record = async (handler: Handler): Promise<unknown[]> => {
    const { recording, file, folder } = await startTestRecording()
    for (const name of ['first', 'second', 'first']) await recording.record(handler)(get(name))
    expect(everythingIn(folder)).not.toMatch(/kvc-canary|contoso|c2VjcmV0|first|second/)
    await recording.finish()
    return entriesOf(file).map((entry) => ({ ...entry, Capture: undefined }))
  }

  const atOnce = await record(answerWithSecret)
  expect(await record(slow)).toEqual(atOnce)
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  expect(await record(answerWithSecret)).toEqual(atOnce)
})

test('a stopped recorder’s journal becomes the same file, a broken last line aside', async () => {
  const { recording, file, folder } = await startTestRecording()
  const handler = recording.record(answerWithSecret)
  for (const name of ['a', 'b', 'c']) await handler(get(name))
  const journal = readFileSync(journalOf(file))
  await recording.finish()
  const whole = readFileSync(file, 'utf8')

  const other = join(folder, 'other.json')
  writeFileSync(journalOf(other), Buffer.concat([journal, journal.subarray(journal.length - 200, -1)]))
  expect(await completeRecording(other)).toEqual({ exchanges: 3 })

  expect(readFileSync(other, 'utf8')).toBe(whole)
  expect(readdirSync(folder)).toEqual(['mine.json', 'other.json'])
  expect(await completeRecording(other)).toBeUndefined()
})

test('stopped after the file was in place: only the journal goes', async () => {
  const { recording, file, folder } = await startTestRecording()
  await recording.record(answerWithSecret)(get('a'))
  const journal = readFileSync(journalOf(file))
  await recording.finish()
  const whole = readFileSync(file, 'utf8')
  writeFileSync(journalOf(file), journal)

  expect(await completeRecording(file)).toBeUndefined()

  expect(readdirSync(folder)).toEqual(['mine.json'])
  expect(readFileSync(file, 'utf8')).toBe(whole)
})

test('a file that a journal did not make stays, and so does the journal', async () => {
  const { recording, file } = await startTestRecording()
  await recording.record(answerWithSecret)(get('a'))
  recording.discard()
  writeFileSync(file, '{ "Entries": [], "Variables": {} }')

  await expect(completeRecording(file)).rejects.toThrow(/mine\.json was not made from .*mine\.json\.journal/)
  expect(existsSync(journalOf(file))).toBe(true)
})

test('a new recording of the same file completes the old one first; --force replaces it only at the end', async () => {
  const { recording, file } = await startTestRecording()
  await recording.record(answerWithSecret)(get('a'))
  recording.discard()
  const options = { file, origin: 'live' } as const

  await expect(startRecording({ ...options, existing: 'refuse' })).rejects.toThrow(
    /mine\.json exists \(1 exchanges that a stopped recorder had left\)\. Add --force to replace it\./,
  )
  const next = await startRecording({ ...options, existing: 'replace' })
  expect(entriesOf(file)).toHaveLength(1)
  const handler = next.record(answerWithSecret)
  await Promise.all([handler(get('b')), handler(get('c'))])
  await next.finish()
  expect(entriesOf(file)).toHaveLength(2)
})

test('a file that is being recorded is refused, and not touched by who would complete it', async () => {
  const { recording, file } = await startTestRecording()
  await recording.record(answerWithSecret)(get('a'))

  await expect(startRecording({ file, existing: 'replace', origin: 'live' })).rejects.toThrow(
    `${file} is being recorded by process ${process.pid} on `,
  )
  expect(await completeRecording(file)).toBe('being-recorded')
  expect(await recording.finish()).toMatchObject({ exchanges: 1 })
})

test('nothing answered: no file; a connection that was closed is no answer, beside one it is an exchange', async () => {
  const { recording, folder } = await startTestRecording()
  await recording.record(async () => ({ closed: true }))(get('a'))
  expect(await recording.finish()).toMatchObject({ exchanges: 0 })
  expect(readdirSync(folder)).toEqual([])

  const second = await startTestRecording()
  const broken: WireAnswer = {
    closed: true,
    sent: { status: 200, headers: [], body: bytesOf('{"value":"kvc-can') },
  }
  const handler = second.recording.record(async (request) =>
    request.url.includes('broken') ? broken : answerWithSecret(request),
  )
  await handler(get('broken'))
  await handler(get('whole'))
  await second.recording.finish()
  expect(entriesOf(second.file)).toMatchObject([{ StatusCode: 200, Capture: { Closed: true } }, {}])
  expect(everythingIn(second.folder)).not.toContain('kvc-can')
})

test('a request that nobody waits for any more is settled first, up to a limit', async () => {
  const { recording, file } = await startTestRecording()
  const { promise, resolve } = deferred<WireAnswer>()
  const handler = recording.record((request) =>
    request.url.includes('slow') ? promise : answerWithSecret(request),
  )
  await handler(get('a'))
  const slow = handler(get('slow'))

  await recording.settle(1)
  const settled = recording.settle(60_000)
  resolve(await answerWithSecret(get('slow')))
  await settled
  await recording.finish()

  expect(entriesOf(file)).toHaveLength(2)
  expect(await slow).toHaveProperty('status', 200)
})

test('what is answered after the end is not recorded', async () => {
  const { recording, file } = await startTestRecording()
  const { promise, resolve } = deferred<WireAnswer>()
  const handler = recording.record((request) =>
    request.url.includes('slow') ? promise : answerWithSecret(request),
  )
  await handler(get('a'))
  const slow = handler(get('slow'))
  await recording.finish()
  resolve({ closed: true })

  expect(await slow).toEqual({ closed: true })
  expect(entriesOf(file)).toHaveLength(1)
  await expect(recording.finish()).rejects.toThrow('was finished before')
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
])('a body in %s is recorded decoded and passes encoded', async (coding, encode) => {
  const { recording, file } = await startTestRecording()
  const encoded = async (request: WireRequest): Promise<WireAnswer> => {
    const answer = await answerWithSecret(request)
    if (!isResponse(answer)) return answer
    const body = encode(answer.body)
    return {
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Encoding', coding],
        ['Content-Length', String(body.length)],
      ],
      body,
    }
  }

  expect(await recording.record(encoded)(get('a'))).toEqual(await encoded(get('a')))
  await recording.finish()

  expect(entriesOf(file)).toMatchObject([
    { ResponseBody: { value: 'redacted-value-1', attributes: { enabled: true } } },
  ])
  expect(entriesOf(file)[0]).not.toHaveProperty('ResponseHeaders.Content-Encoding')
})

test('what cannot be decoded is left out, and said to be unknown', async () => {
  const { recording, file } = await startTestRecording()
  await recording.record(async () => ({
    status: 200,
    headers: [['Content-Encoding', 'gzip']],
    body: bytesOf('kvc-canary'),
  }))(get('a'))
  await recording.finish()

  expect(entriesOf(file)).toMatchObject([{ ResponseBody: null, Capture: { Unknown: ['response.body'] } }])
})

test.runIf(existsSync('/dev/full'))(
  'a full disk: told once, served on, the journal as it was, no file',
  async () => {
    const folder = testFolder()
    const file = join(folder, 'mine.json')
    // Where every write fails for want of space. The header of the journal lies on an ordinary disk.
    const header = { KeyvaultContractJournal: 1, Origin: 'live', Existing: 'refuse' } as const
    const journal = createJournal(journalOf(file), header)
    symlinkSync('/dev/full', join(folder, 'full'))
    const { writeFileSync: write } = await import('node:fs')
    let full = false
    const told: string[] = []
    const session = new RecordingSession({
      file,
      header,
      lock: { release: () => {} },
      onStopped: (message) => told.push(message),
      journal: {
        ...journal,
        append: (line) => (full ? write(join(folder, 'full'), line) : journal.append(line)),
      },
    })
    const handler = session.record(answerWithSecret)
    await handler(get('a'))
    full = true

    expect(await handler(get('b'))).toEqual(await answerWithSecret(get('b')))
    full = false
    await handler(get('c'))

    expect(told.map((message) => message.replaceAll(folder, 'DIR'))).toMatchInlineSnapshot(`
      [
        "Recording stopped after 1 exchange: DIR/mine.json.journal could not be written: no space is left on the device (ENOSPC). What was recorded until then is in DIR/mine.json.journal; the next command that is given DIR/mine.json makes a recording of it. The program is served on, unrecorded.",
      ]
    `)
    await expect(session.finish()).rejects.toThrow('no space is left on the device (ENOSPC)')
    expect(existsSync(file)).toBe(false)
    expect(await completeRecording(file)).toEqual({ exchanges: 1 })
  },
)

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
