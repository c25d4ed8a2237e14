import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ExchangeStore } from '../recording/player/exchange-store.ts'
import { loadRecordings } from '../recording/player/load-recordings.ts'
import type { PlayableRecording } from '../recording/player/playable-recording.ts'
import { UsageError } from '../wire/errors.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { packageRoot } from './package-root.ts'

/** Where the recordings are that come with this package. */
export function shippedRecordings(): string {
  return join(packageRoot(), 'recordings')
}

/** The file of a scenario's recording: `recordings/paging/short-pages.json`. */
export function recordingOf(folder: string, id: string): string {
  return join(folder, `${id}.json`)
}

/**
 * Loads the recordings of those scenarios that have one in a folder, by scenario id.
 * @throws UsageError when the folder is not there, or one of them cannot be played
 */
export async function findScenarioRecordings(
  folder: string,
  scenarios: readonly LoadedScenario[],
  store: ExchangeStore,
): Promise<Map<string, readonly PlayableRecording[]>> {
  if (!existsSync(folder)) throw new UsageError(`--recordings "${folder}" must be a folder with recordings.`)
  const found = new Map<string, readonly PlayableRecording[]>()
  for (const { id } of scenarios) {
    const path = recordingOf(folder, id)
    if (existsSync(path)) found.set(id, await loadRecordings([{ path }], store))
  }
  return found
}
