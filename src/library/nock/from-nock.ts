import type { Definition } from 'nock'
import type { Recording } from '../../contract/generated/types/recording.ts'
import { EntryError } from '../../recording/entry-error.ts'
import { importNockProgram } from '../../recording/importers/nock.ts'
import { importNockDefinition } from '../../recording/importers/nock-definition.ts'
import { makeRecording } from '../../recording/make-recording.ts'
import { UsageError } from '../../wire/errors.ts'
import type { Exchange } from '../../wire/exchange.ts'
import { show } from '../options.ts'

/**
 * Makes a recording of what nock recorded: redacted, and searched for every secret that was in it, before it is given back. It can
 * be played (`playRecording`), judged, and written to a file as it is; the definitions themselves hold secrets and tokens. While nock
 * records, its interceptors are off: what goes to `mockKeyVault` is recorded by `recordTo`, as `recorder.service(vault)`.
 *
 * @example
 * nock.recorder.rec({ output_objects: true, dont_print: true, enable_reqheaders_recording: true })
 * await rotate(client)
 * const recording = fromNock(nock.recorder.play())
 * nock.restore()
 * nock.recorder.clear()
 * await writeFile('rotate.json', JSON.stringify(recording, null, 2))
 *
 * @param recorded definitions (`output_objects: true`, or a fixture file that was parsed), or the program text that nock writes
 * without that option
 * @throws UsageError for what is no definition, or holds no exchange
 * @throws HarnessError when a secret is left in the recording: a fault of ours
 */
export function fromNock(recorded: readonly Definition[] | readonly string[] | string): Recording {
  const exchanges = readExchanges(recorded)
  if (exchanges.length === 0) throw new UsageError('fromNock: there is no exchange in it.')
  return makeRecording(exchanges, { origin: 'imported', source: 'nock-js' })
}

function readExchanges(recorded: readonly (Definition | string)[] | string): Exchange[] {
  const list: readonly (Definition | string)[] = typeof recorded === 'string' ? [recorded] : recorded
  if (!Array.isArray(list))
    throw new UsageError(
      `fromNock: it must be given a list of definitions or program text, not ${show(recorded)}.`,
    )
  try {
    const program = list.filter((item) => typeof item === 'string')
    return program.length === list.length
      ? [...importNockProgram(program.join('\n'))]
      : list.map(importNockDefinition)
  } catch (error) {
    if (error instanceof EntryError) throw new UsageError(`fromNock: ${error.message}.`)
    throw error
  }
}
