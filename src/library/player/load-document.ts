import { EntryError } from '../../recording/entry-error.ts'
import type { ExchangeStore } from '../../recording/player/exchange-store.ts'
import { indexRecording } from '../../recording/player/index-recording.ts'
import type { PlayableRecording } from '../../recording/player/playable-recording.ts'
import { readJsonDocument } from '../../recording/read-document.ts'
import { UsageError } from '../../wire/errors.ts'
import type { Exchange } from '../../wire/exchange.ts'

/** Recordings ready to be played, and where their exchanges are kept. */
export interface LoadedRecordings {
  readonly recordings: readonly PlayableRecording[]
  readonly store: ExchangeStore
}

/**
 * A recording that is in memory already; nothing of a file system is needed for it.
 *
 * @throws UsageError when it can not be played
 */
export async function loadDocument(document: object): Promise<LoadedRecordings> {
  const store = createMemoryStore()
  try {
    const { exchanges } = readJsonDocument(document)
    const recording = await indexRecording({ place: 'recording', exchanges }, store)
    if (recording.entries.length === 0) throw new EntryError('it holds no exchange with a key vault')
    return { recordings: [recording], store }
  } catch (error) {
    if (!(error instanceof EntryError)) throw error
    throw new UsageError(`The recording can not be played: ${error.message}.`)
  }
}

function createMemoryStore(): ExchangeStore {
  const exchanges: Exchange[] = []
  return {
    keep: (exchange) => exchanges.push(exchange) - 1,
    fetch: (held) => {
      const exchange = exchanges[held]
      if (!exchange) throw new Error('The player was closed.')
      return exchange
    },
    close: () => exchanges.splice(0),
  }
}
