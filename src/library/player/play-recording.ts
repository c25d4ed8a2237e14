import type { Recording } from '../../contract/generated/types/recording.ts'
import { UsageError } from '../../wire/errors.ts'
import { isObject, show } from '../options.ts'
import { checkPlayOptions, type PlayOptions } from './play-options.ts'
import type { RecordedVault } from './recorded-vault.ts'

/**
 * A recording as it is parsed from its file, of any format that `import` reads (`import recording from './mine.json'`), or as
 * `fromNock` makes it.
 *
 * @example await playRecording(JSON.parse(await readFile('mine.json', 'utf8')))
 */
export type RecordingDocument = Readonly<Record<string, unknown>> | Recording

/**
 * Puts recordings in the place of a vault.
 *
 * @example
 * const vault = await playRecording('recordings/rotation.json')
 * await rotate(new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient }))
 * const report = vault.report()
 * assert.ok(report.asRecorded, report.message)
 *
 * @param recording a file (`traces.jsonl:17`: one line of one), a folder, several of them, or a recording as parsed
 * @throws UsageError for an option that means nothing, or a recording that can not be played
 */
export async function playRecording(
  recording: string | readonly string[] | RecordingDocument,
  options: PlayOptions = {},
): Promise<RecordedVault> {
  checkPlayOptions(options)
  const { openPlayer } = await import('./open-player.ts')
  if (isNames(recording)) {
    const { loadFiles } = await import('./load-files.ts')
    return openPlayer(await loadFiles([recording].flat()), options)
  }
  if (!isObject(recording)) {
    throw new UsageError(
      `playRecording: the recording must be the name of a file or folder, a list of such names, or a recording as parsed, not ${show(recording)}.`,
    )
  }
  const { loadDocument } = await import('./load-document.ts')
  return openPlayer(await loadDocument(recording), options)
}

function isNames(value: unknown): value is string | readonly string[] {
  return [value].flat().every((name) => typeof name === 'string') && [value].flat().length > 0
}
