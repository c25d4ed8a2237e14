import type { Definition } from 'nock'
import { EntryError } from '../../recording/entry-error.ts'
import { exportNockDefinitions } from '../../recording/exporters/nock.ts'
import { readJsonDocument } from '../../recording/read-document.ts'
import { UsageError } from '../../wire/errors.ts'
import { isObject, show } from '../options.ts'

/**
 * The exchanges of a recording as definitions for `nock.define`, in order. nock matches them by address and body, each once: a
 * client with names of its own, or one that is challenged less often, wants `playRecording` instead.
 *
 * @example nock.define(toNock(JSON.parse(await readFile('rotate.json', 'utf8'))))
 *
 * @param recording a recording of this tool or of any format that is JSON, parsed
 * @throws UsageError for what is no recording or holds no exchange, or an exchange that ended without an answer, which nock cannot express
 */
export function toNock(recording: object): Definition[] {
  if (!isObject(recording))
    throw new UsageError(
      `toNock: the recording must be an object, as parsed from its file, not ${show(recording)}.`,
    )
  try {
    const definitions = exportNockDefinitions(readJsonDocument(recording).exchanges) as Definition[]
    if (definitions.length === 0) throw new EntryError('there is no exchange in it')
    return definitions
  } catch (error) {
    if (error instanceof EntryError) throw new UsageError(`toNock: ${error.message}.`)
    throw error
  }
}
