import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { validateDocument } from '../contract/validate-document.ts'
import { jsonBytes } from '../wire/body.ts'
import { type Exchange, nothingUnknown } from '../wire/exchange.ts'
import { createTraceFacts, makeProvenance, type Provenance } from './provenance.ts'
import { readDocument } from './read-document.ts'
import { createRedactor, redactTrace } from './redact/redactor.ts'
import { writeRecording } from './write-recording.ts'

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-write-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'one.json')
}

const start = Date.UTC(2026, 0, 2)
const exchanges: Exchange[] = [
  {
    index: 0,
    request: {
      method: 'PUT',
      url: 'https://contoso.vault.azure.net/secrets/n?api-version=7.6',
      headers: [
        ['User-Agent', 'azsdk-js/1'],
        ['Accept', 'application/json'],
      ],
      body: jsonBytes({ value: 'hunter-2' }),
    },
    answer: {
      status: 200,
      headers: [
        ['Set-Cookie', 'a=1234567890abcdef'],
        ['set-cookie', 'b=2'],
      ],
      body: jsonBytes({ value: 'hunter-2' }),
    },
    sentAt: start,
    answeredAt: start + 12,
    unknown: nothingUnknown,
  },
  {
    index: 1,
    request: {
      method: 'GET',
      url: 'https://contoso.vault.azure.net/secrets/n?api-version=7.6',
      headers: [],
      body: new Uint8Array(0),
    },
    answer: { closed: true },
    sentAt: start + 2000,
    answeredAt: start + 2001,
    unknown: new Set(['request.headers']),
  },
]

function redacted(): {
  redactor: ReturnType<typeof createRedactor>
  list: ReturnType<typeof redactTrace>
  provenance: Provenance
} {
  const redactor = createRedactor()
  const list = redactTrace(exchanges, redactor)
  const facts = createTraceFacts()
  for (const exchange of list) facts.see(exchange)
  return { redactor, list, provenance: makeProvenance({ origin: 'live', facts, report: redactor.report() }) }
}

test('what is written keeps its format and reads back as the same exchanges, times from the start', async () => {
  const file = newFile()
  const { redactor, list, provenance } = redacted()
  await writeRecording(
    file,
    { provenance, exchanges: list },
    { canaries: redactor.canaries, existing: 'refuse' },
  )
  const text = readFileSync(file, 'utf8')
  expect(validateDocument('recording', JSON.parse(text))).toEqual([])
  expect(JSON.parse(text).Provenance).toMatchObject({
    Origin: 'live',
    Date: '2026-01-02T00:00:00.000Z',
    ClientUserAgent: 'azsdk-js/1',
  })
  const { format, exchanges: read } = readDocument(text)
  expect(format).toBe('keyvault-contract')
  const [first, second] = read
  expect(first).toMatchObject({
    request: { url: list[0]?.request.url, body: list[0]?.request.body },
    answer: list[0]?.answer ? { status: 200 } : {},
    sentAt: 0,
    answeredAt: 12,
  })
  expect([...(first?.unknown ?? ['?'])]).toEqual([])
  expect(second).toMatchObject({
    answer: { closed: true },
    sentAt: 2000,
    answeredAt: 2001,
    unknown: new Set(['request.headers']),
  })
})

test('the file is for people to read: two spaces, members in a fixed order, headers sorted', async () => {
  const file = newFile()
  const { redactor, list, provenance } = redacted()
  await writeRecording(
    file,
    { provenance, exchanges: list.slice(0, 1) },
    { canaries: redactor.canaries, existing: 'refuse' },
  )
  expect(
    readFileSync(file, 'utf8').replace(/"Provenance": \{[\s\S]*?\n {2}\}/, '"Provenance": {}'),
  ).toMatchInlineSnapshot(`
    "{
      "Provenance": {},
      "Entries": [
        {
          "RequestUri": "https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6",
          "RequestMethod": "PUT",
          "RequestHeaders": {
            "Accept": "application/json",
            "User-Agent": "azsdk-js/1"
          },
          "RequestBody": {
            "value": "redacted-value-1"
          },
          "StatusCode": 200,
          "ResponseHeaders": {
            "Set-Cookie": [
              "redacted=redacted-credential-2",
              "redacted=redacted-credential-3"
            ]
          },
          "ResponseBody": {
            "value": "redacted-value-1"
          },
          "Capture": {
            "SentMs": 0,
            "AnsweredMs": 12,
            "Unknown": []
          }
        }
      ],
      "Variables": {}
    }
    "
  `)
})

test('a secret that is still there: nothing is written, and the message does not tell it', async () => {
  const file = newFile()
  const { redactor, list, provenance } = redacted()
  redactor.canaries.add('azsdk-js/1')
  const writing = writeRecording(
    file,
    { provenance, exchanges: list },
    { canaries: redactor.canaries, existing: 'refuse' },
  )
  await expect(writing).rejects.toThrow(
    /^Nothing was written: secret \d+ of this recording is still in its provenance, in raw form/,
  )
  await expect(writing).rejects.not.toThrow(/azsdk-js/)
  expect(readdirSync(join(file, '..'))).toEqual([])
})

test('a file that is there stays, unless it may be replaced; what fails half-way leaves it whole', async () => {
  const file = newFile()
  const { redactor, list, provenance } = redacted()
  const write = (
    existing: 'refuse' | 'replace',
    source: Iterable<(typeof list)[number]> = list,
  ): Promise<void> =>
    writeRecording(file, { provenance, exchanges: source }, { canaries: redactor.canaries, existing })
  await write('refuse')
  const before = readFileSync(file, 'utf8')
  await expect(write('refuse')).rejects.toThrow('one.json exists. Add --force to replace it.')
  const breaksOff = function* (): Generator<(typeof list)[number]> {
    yield* list
    throw new Error('broken off')
  }
  await expect(write('replace', breaksOff())).rejects.toThrow('broken off')
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(readdirSync(join(file, '..'))).toEqual(['one.json'])
})
