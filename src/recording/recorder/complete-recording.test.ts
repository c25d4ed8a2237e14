import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { completeRecording } from './complete-recording.ts'
import { journalOf } from './journal.ts'
import { answerWithSecret, get, startTestRecording } from './test-support.ts'

test('a journal with a secret in a place of secrets becomes no file, and goes', async () => {
  const { recording, file, folder } = await startTestRecording()
  await recording.record(answerWithSecret)(get('a'))
  const journal = readFileSync(journalOf(file), 'utf8')
  await recording.finish()
  const other = join(folder, 'other.json')
  writeFileSync(journalOf(other), journal.replace('redacted-value-1', 'kvc-canary-a'))

  await expect(completeRecording(other)).rejects.toMatchObject({
    code: 'KVC_HARNESS',
    message: `${journalOf(other)} held a value in exchange 0 that was not redacted: it was removed, and no recording was made of it.`,
  })
  expect(readdirSync(folder)).toEqual(['mine.json'])
})
