import { UsageError } from '../../wire/errors.ts'
import { EntryError } from '../entry-error.ts'
import { readRecordings } from '../read-recordings.ts'
import type { ExchangeStore } from './exchange-store.ts'
import { indexRecording } from './index-recording.ts'
import type { PlayableRecording } from './playable-recording.ts'

/** A file to be played, or one recording of a file of JSON Lines. */
export interface RecordingFile {
  readonly path: string
  readonly line?: number
  /** found: it lay in a folder, where anything may lie: what is no recording of a vault is passed over. */
  readonly origin?: 'named' | 'found'
}

/**
 * Reads recordings of any format, whole: one that breaks off or that cannot be understood in places would be played as if the rest
 * had never happened.
 * @throws UsageError with a line for each file that cannot be played, or when there is none at all
 */
export async function loadRecordings(
  files: Iterable<RecordingFile>,
  store: ExchangeStore,
): Promise<PlayableRecording[]> {
  const recordings: PlayableRecording[] = []
  const problems: string[] = []
  for (const file of files) {
    try {
      recordings.push(...(await loadFile(file, store)))
    } catch (error) {
      const message = messageOf(error)
      if (!isPassedOver(file, error)) problems.push(`${file.path}: ${message}`)
    }
  }
  if (recordings.length + problems.length === 0)
    throw new UsageError('There is nothing to play: no recording of a key vault is in the folders named.')
  if (problems.length === 0) return recordings
  const subject = problems.length === 1 ? 'A recording' : `${problems.length} recordings`
  throw new UsageError(`${subject} cannot be played:\n  ${problems.join('\n  ')}`)
}

async function loadFile({ path, line }: RecordingFile, store: ExchangeStore): Promise<PlayableRecording[]> {
  const recordings: PlayableRecording[] = []
  const options = line === undefined ? {} : { line }
  for await (const found of readRecordings(path, options)) {
    const recording = await indexRecording(found, store)
    if (recording.entries.length === 0 && recording.left > 0)
      throw new EntryError(`none of its ${recording.left} exchanges is with a key vault`, 'foreign')
    recordings.push(recording)
  }
  if (recordings.every(({ entries }) => entries.length === 0)) throw new EntryError('it holds no exchange')
  return recordings
}

function isPassedOver({ origin }: RecordingFile, error: unknown): boolean {
  return origin === 'found' && error instanceof EntryError && error.isForeign
}

/** What is wrong with a recording is the caller's affair; what is wrong with us is not. */
function messageOf(error: unknown): string {
  if (error instanceof EntryError) return error.message
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error)
    return `it cannot be read (${error.code})`
  throw error
}
