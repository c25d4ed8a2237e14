import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { jsonBytes } from '../../wire/body.ts'
import { noBody, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import type { RecordingSession } from './recording-session.ts'
import { type RecordingOptions, startRecording } from './start-recording.ts'

/** A folder that is gone with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-recorder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A recording in a folder of its own. */
export async function startTestRecording(
  options: Partial<RecordingOptions> = {},
): Promise<{ recording: RecordingSession; file: string; folder: string }> {
  const folder = testFolder()
  const file = join(folder, 'mine.json')
  const recording = await startRecording({ file, existing: 'refuse', origin: 'reference-vault', ...options })
  return { recording, file, folder }
}

export function get(name: string): WireRequest {
  return {
    method: 'GET',
    url: `https://contoso.vault.azure.net/secrets/${name}?api-version=7.6`,
    headers: [
      ['Host', 'contoso.vault.azure.net'],
      ['Authorization', 'Bearer eyJ0eXAiOiJKV1QifQ.c2VjcmV0LWNsYWltcw.c2lnbmF0dXJl'],
    ],
    body: noBody,
  }
}

/** A vault that has every secret, each with a value that no test may find on the disk. */
export async function answerWithSecret({ url }: WireRequest): Promise<WireAnswer> {
  const [, name] = /secrets\/([^/?]+)/.exec(url) ?? []
  const body = jsonBytes({
    value: `kvc-canary-${name}`,
    id: `https://contoso.vault.azure.net/secrets/${name}/0123456789abcdef0123456789abcdef`,
    attributes: { enabled: true, created: 1700000000, updated: 1700000000 },
  })
  return {
    status: 200,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', String(body.length)],
    ],
    body,
  }
}

/** Everything that lies in a folder, as one text. */
export function everythingIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

export function entriesOf(
  file: string,
): { StatusCode: number; RequestUri: string; [member: string]: unknown }[] {
  return JSON.parse(readFileSync(file, 'utf8')).Entries
}
