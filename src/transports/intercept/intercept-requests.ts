import type { AnsweringService } from '../answering-service.ts'
import { createWay, type Way } from './create-way.ts'
import { patchFetch } from './patch-fetch.ts'
import { patchNodeHttp } from './patch-node-http.ts'

export interface InterceptOptions {
  /** Told when a handler threw: a fault of ours. */
  readonly onFault: (error: unknown) => void
}

/**
 * From now on what this process asks of a service, by `node:http`, `node:https` or `fetch`, is answered by it; requests to
 * others are not touched, and other interceptors (msw, nock) do not see those of the service. Several services can be there
 * at once: each says which requests are its own. What is in the way is taken away with the last of them.
 *
 * ES modules that import `request` from `node:https` by name are reached too. A CommonJS module that took it out of
 * `require('node:https')` before is not; the Azure libraries do not.
 *
 * @returns what ends it
 */
export function interceptRequests(service: AnsweringService, { onFault }: InterceptOptions): () => void {
  const entry: Entry = {
    service,
    https: createWay('https', service.handler, onFault),
    http: createWay('http', service.handler, onFault),
  }
  // On top of whatever somebody put there since the one before.
  entries.add(entry)
  repatch()
  return () => {
    if (!entries.delete(entry)) return
    if (entries.size === 0) unpatch()
    entry.https.close()
    entry.http.close()
  }
}

interface Entry {
  readonly service: AnsweringService
  readonly https: Way
  readonly http: Way
}

const entries = new Set<Entry>()
let undo: readonly (() => void)[] = []

function repatch(): void {
  unpatch()
  undo = [
    patchNodeHttp((url) => {
      const entry = find(url)
      return url.startsWith('http:') ? entry?.http.agent : entry?.https.agent
    }),
    patchFetch((url) => find(url)?.service.handler),
  ]
}

function unpatch(): void {
  for (const restore of undo) restore()
  undo = []
}

function find(url: string): Entry | undefined {
  for (const entry of entries) if (entry.service.answers(url)) return entry
  return undefined
}
