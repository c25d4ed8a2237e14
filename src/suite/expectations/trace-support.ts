import { seeExchange } from '../../contract/see-exchange.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { bytesOf } from '../../wire/body.ts'
import { type HeaderList, nothingUnknown } from '../../wire/exchange.ts'
import type { WireScene } from './wire-scene.ts'

/** One exchange of a test's trace; what is left out is as ordinary as can be. */
export interface TraceEntry {
  readonly method?: string
  readonly url: string
  readonly headers?: HeaderList
  /** What the test token was asked for; absent: no token. */
  readonly token?: Readonly<Record<string, unknown>>
  readonly body?: string
  readonly status?: number
  readonly sentAt?: number
  readonly answeredAt?: number
}

/** A trace for tests of expectations. */
export function traceOf(...entries: readonly TraceEntry[]): SeenExchange[] {
  return entries.map((entry, index) =>
    seeExchange({
      index,
      request: {
        method: entry.method ?? 'GET',
        url: entry.url,
        headers: [...(entry.headers ?? []), ...authorization(entry.token)],
        body: bytesOf(entry.body ?? ''),
      },
      answer: { status: entry.status ?? 200, headers: [], body: bytesOf('') },
      sentAt: entry.sentAt ?? index,
      answeredAt: entry.answeredAt ?? index,
      unknown: nothingUnknown,
    }),
  )
}

/** A scene of two vaults, `vault` and `other`. */
export function sceneOf(trace: readonly SeenExchange[], log = ''): WireScene {
  return {
    trace,
    log,
    hosts: new Map([
      ['vault', 'one.vault.azure.net'],
      ['other', 'two.vault.azure.net'],
    ]),
  }
}

function authorization(token: TraceEntry['token']): HeaderList {
  if (!token) return []
  return [['Authorization', `Bearer kvc-test.${Buffer.from(JSON.stringify(token)).toString('base64url')}`]]
}
