import type { SeenRequest } from '../../contract/see-request.ts'
import type { HeaderList } from '../../wire/exchange.ts'

/**
 * What became of parts of earlier exchanges, and will again while nothing is met that could make something else of them. Clients and
 * services repeat themselves: of the bodies in the recordings of the official SDKs three in five were in the same recording before, of
 * the addresses two in three. Holds what is sensitive, as the vocabulary does.
 */
export interface Settled {
  /** What a request asks for, by method and address: only a vault with a name of its own could change that. */
  readonly requests: Map<string, SeenRequest>
  /** By name and value: only a secret in what became of them could change it, so that they are looked through once more. */
  readonly fields: Map<string, Map<string, HeaderList[number]>>
  /** Whole addresses: the same. */
  readonly urls: Map<string, string>
  /** Bodies of vaults: any word could change them, for their messages are free text. */
  readonly bodies: Map<string, Uint8Array>
  /** To be called when anything sensitive is met but a GUID, which messages are searched for by its form. */
  wordMet(): void
}

export function createSettled(): Settled {
  const requests: Settled['requests'] = new Map()
  const fields: Settled['fields'] = new Map()
  const urls: Settled['urls'] = new Map()
  const bodies: Settled['bodies'] = new Map()
  return {
    requests,
    fields,
    urls,
    bodies,
    wordMet: () => bodies.clear(),
  }
}

/** Adds to a map that must not grow without end. */
export function settle<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  if (map.size >= most) map.clear()
  map.set(key, value)
}
