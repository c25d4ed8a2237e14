import type { Sensitivity } from '../../contract/schema-catalogue.ts'
import { UsageError } from '../../wire/errors.ts'
import {
  anyText,
  checkOptions,
  type Legal,
  type LegalOptions,
  listOf,
  membersOf,
  oneOf,
  show,
  trueOrFalse,
} from '../options.ts'
import type { RecordToOptions } from './record-to-options.ts'
import type { Recorder } from './recorder.ts'

/**
 * Starts a recording. What an earlier recorder of the same file left behind when its process ended is completed first. Several
 * recordings may be made in one process at a time, each of another file.
 *
 * @example
 * const recorder = await recordTo('recordings/rotation.json', { overwrite: true })
 * const httpClient = recorder.httpClient(createDefaultHttpClient()) // of @azure/core-rest-pipeline
 * await rotate(new SecretClient(vaultUrl, credential, { httpClient }))
 * const { exchanges } = await recorder.finish()
 *
 * @param file where the recording goes; its folder is made
 * @throws UsageError for an option that means nothing, a file that is there, or one that is being recorded
 */
export async function recordTo(file: string, options: RecordToOptions = {}): Promise<Recorder> {
  if (typeof file !== 'string' || file === '')
    throw new UsageError(`recordTo: the file must be a path, not ${show(file)}.`)
  checkOptions('recordTo', options, legal)
  const { openRecorder } = await import('./open-recorder.ts')
  return openRecorder(file, options)
}

const sensitivities: readonly Sensitivity[] = ['secret', 'identifier', 'opaque', 'volatile', 'public']

/** Of emulators too, which have names such as `localhost`. */
const host: Legal = {
  expected: 'a host',
  accepts: (value) => typeof value === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(value),
}

const legal: LegalOptions<RecordToOptions> = {
  overwrite: trueOrFalse,
  origin: oneOf('live', 'reference-vault'),
  keep: membersOf(anyText, oneOf(...sensitivities), `names, each with one of ${sensitivities.join(', ')}`),
  vaultHosts: listOf(host, 'hosts without scheme and port'),
}
