import { onTestFinished } from 'vitest'
import { type RunningProxy, startProxy } from '../../src/transports/proxy.ts'
import type { Refusal } from '../../src/transports/refusal.ts'
import { bytesOf } from '../../src/wire/body.ts'
import type { WireAnswer, WireRequest, WireResponse } from '../../src/wire/exchange.ts'

/** A proxy, and all it was told. */
export interface TestProxy {
  readonly proxy: RunningProxy
  readonly requests: readonly WireRequest[]
  readonly refusals: readonly Refusal[]
  readonly faults: readonly unknown[]
}

export const vaultHost = 'contoso.vault.azure.net'

/** Starts a proxy for `*.vault.azure.net` and IMDS whose handler gives fixed answers; it is closed with the test. */
export async function startTestProxy(
  answer: WireAnswer | ((request: WireRequest) => WireAnswer) = ok('{}'),
): Promise<TestProxy> {
  const requests: WireRequest[] = []
  const refusals: Refusal[] = []
  const faults: unknown[] = []
  const proxy = await startProxy({
    handler: async (request) => {
      requests.push(request)
      return typeof answer === 'function' ? answer(request) : answer
    },
    accepts: (host) => host.endsWith('.vault.azure.net') || host === '169.254.169.254',
    onRefused: (refusal) => refusals.push(refusal),
    onFault: (fault) => faults.push(fault),
  })
  onTestFinished(() => proxy.close())
  return { proxy, requests, refusals, faults }
}

export function ok(body: string, headers: readonly (readonly [string, string])[] = []): WireResponse {
  return {
    status: 200,
    headers: [...headers, ['Content-Length', String(Buffer.byteLength(body))]],
    body: bytesOf(body),
  }
}

/** A request as bytes; `Connection: close` makes its answer the last of the connection. */
export function get(path: string, more = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${vaultHost}\r\n${more}\r\n`
}

export function getAndClose(path: string, more = ''): string {
  return get(path, `${more}Connection: close\r\n`)
}
