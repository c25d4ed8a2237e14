import { existsSync } from 'node:fs'
import { createExchangeStore } from '../../recording/player/exchange-store.ts'
import { loadRecordings } from '../../recording/player/load-recordings.ts'
import { completeRecording } from '../../recording/recorder/complete-recording.ts'
import { findRecordingFiles } from '../../suite/find-recording-files.ts'
import { UsageError } from '../../wire/errors.ts'
import type { LoadedRecordings } from './load-document.ts'

/**
 * Recordings of files and folders. What a recorder that was stopped has left of one is completed first.
 *
 * @throws UsageError for a name that is neither file nor folder, folders without a recording, or a recording that can not be played
 */
export async function loadFiles(names: readonly string[]): Promise<LoadedRecordings> {
  for (const name of names) await complete(name)
  const store = createExchangeStore()
  try {
    return { recordings: await loadRecordings(findRecordingFiles(names), store), store }
  } catch (error) {
    store.close()
    throw error
  }
}

async function complete(name: string): Promise<void> {
  const state = await completeRecording(name)
  if (state === 'being-recorded' && !existsSync(name))
    throw new UsageError(`${name} is still being recorded: finish the recorder before.`)
}
