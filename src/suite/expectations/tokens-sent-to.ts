import type { SeenExchange } from '../../contract/seen-exchange.ts'
import type { Broken } from './broken.ts'
import type { WireScene } from './wire-scene.ts'

/** Judges by vault key whether a request with a token arrived there (true: must, false: must not). */
export function expectTokensSentTo(wanted: Readonly<Record<string, boolean>>, scene: WireScene): Broken[] {
  return Object.entries(wanted).flatMap(([key, must]) => {
    const host = scene.hosts.get(key)
    const sent = scene.trace.find((seen) => seen.authorized === true && seen.url?.host === host)
    return (sent !== undefined) === must ? [] : [broken(key, must, sent)]
  })
}

function broken(key: string, must: boolean, sent: SeenExchange | undefined): Broken {
  return {
    pointer: '/request/headers/authorization',
    expected: must ? 'a request with a token' : 'no request with a token',
    received: must ? 'none' : 'a request with a token',
    message: must ? `Vault "${key}" got no request with a token.` : `Vault "${key}" was sent a token.`,
    ...(sent ? { exchange: sent.index } : { missing: true }),
  }
}
