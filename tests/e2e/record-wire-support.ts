import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { createServer as createHttp, IncomingMessage, RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startRecording } from '../../src/recording/recorder/start-recording.ts'
import { createCertificateAuthority } from '../../src/transports/certificate-authority.ts'
import { createPassThrough } from '../../src/transports/passthrough.ts'
import { type RunningProxy, startProxy } from '../../src/transports/proxy.ts'
import { createUpstream } from '../../src/transports/upstream.ts'
import { openTunnel, readToEnd } from './proxy-client.ts'

/** The vault that clients ask for. */
export const host = 'contoso.vault.azure.net'

/** A recorder at work. */
export interface WireSetup {
  readonly proxy: RunningProxy
  /** Of the server. */
  readonly port: number
  readonly problems: readonly string[]
  /** Sends bytes through the proxy, and returns all that comes back until the connection is closed. */
  send(bytes: string): Promise<string>
  entries(): Promise<{ [member: string]: unknown }[]>
}

/** A recorder between a client and a server that answers as it is told. */
export async function recordInFrontOf(
  listener: RequestListener,
  environment: NodeJS.ProcessEnv = {},
): Promise<WireSetup> {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-wire-'))
  const authority = await createCertificateAuthority()
  writeFileSync(join(folder, 'ca.pem'), authority.caPem)
  const server = createServer(authority.leafFor(host), listener)
  const port = await listen(server)
  const file = join(folder, 'mine.json')
  const problems: string[] = []
  const onProblem = (message: string): void => void problems.push(message)
  const resolve = environment['HTTPS_PROXY'] ? [] : [`${host}:443:127.0.0.1:${port}`]
  const upstream = createUpstream({ resolve, caFiles: [join(folder, 'ca.pem')], environment, onProblem })
  const recording = await startRecording({ file, existing: 'refuse', origin: 'live', onStopped: onProblem })
  const proxy = await startProxy({
    handler: recording.record(upstream.handler),
    accepts: (name) => name === host,
    passOn: createPassThrough({ routes: upstream.routes, onHost: () => {}, onProblem }),
    bodyLimit: 8 * 1024 * 1024,
  })
  onTestFinished(async () => {
    await Promise.all([proxy.close(), upstream.close()])
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const send = async (bytes: string): Promise<string> => {
    const tunnel = await openTunnel(proxy, `${host}:443`)
    tunnel.write(bytes)
    return readToEnd(tunnel)
  }
  const entries = async (): Promise<{ [member: string]: unknown }[]> => {
    await recording.finish()
    return JSON.parse(readFileSync(file, 'utf8')).Entries
  }
  return { proxy, port, problems, send, entries }
}

/** Listens on loopback, on a free port. */
export async function listen(server: Server | ReturnType<typeof createHttp>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A request as bytes, after which the connection ends. */
export function request(line: string, fields = '', body = ''): string {
  return `${line} HTTP/1.1\r\nHost: ${host}\r\n${fields}Connection: close\r\n\r\n${body}`
}

/** All of a message's body. */
export async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message) text += chunk
  return text
}

/** A body that a vault answers. */
export const bundle =
  '{"value":"kvc-canary","id":"https://contoso.vault.azure.net/secrets/a/0123456789abcdef0123456789abcdef"}'
