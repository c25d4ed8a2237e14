/**
 * A proxy to measure, in a process of its own: `tsx recording-proxy.ts <kind> <upstream port> <its CA file>`. Prints `{ port, caPem }`
 * when it listens. Kinds: `bare` ends TLS and passes requests on, nothing more; `record` is what `record` starts.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { Agent, createServer as createHttps, request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCertificateAuthority } from '../../src/transports/certificate-authority.ts'
import { vaultHost } from './measured-request.ts'

const [kind, upstreamPort, caFile = ''] = process.argv.slice(2)
const started = kind === 'record' ? await startRecordProxy() : await startBareProxy()
console.log(JSON.stringify(started))
process.stdin.on('end', () => process.exit(0)).resume()

async function startBareProxy(): Promise<{ port: number; caPem: string }> {
  const authority = await createCertificateAuthority()
  const agent = new Agent({ keepAlive: true, ca: readFileSync(caFile, 'utf8'), servername: vaultHost })
  const inner = createHttps(authority.leafFor(vaultHost), (message, response) => {
    const { method, url, headers } = message
    const path = url ?? '/'
    const target = {
      host: '127.0.0.1',
      port: Number(upstreamPort),
      agent,
      path,
      headers: { ...headers, connection: 'keep-alive' },
    }
    const upstream = httpsRequest({ ...target, ...(method && { method }) }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    message.pipe(upstream)
  })
  const outer = createServer()
  outer.on('connect', (_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    inner.emit('connection', socket)
  })
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve))
  return { port: (outer.address() as AddressInfo).port, caPem: authority.caPem }
}

async function startRecordProxy(): Promise<{ port: number; caPem: string }> {
  const { startRecording } = await import('../../src/recording/recorder/start-recording.ts')
  const { startProxy } = await import('../../src/transports/proxy.ts')
  const { createUpstream } = await import('../../src/transports/upstream.ts')
  const folder = mkdtempSync(join(tmpdir(), 'kvc-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const upstream = createUpstream({
    resolve: [`${vaultHost}:443:127.0.0.1:${upstreamPort}`],
    caFiles: [caFile],
    environment: {},
  })
  const file = join(folder, 'bench.json')
  const recording = await startRecording({ file, existing: 'refuse', origin: 'live' })
  const handler = recording.record(upstream.handler)
  return startProxy({ handler, accepts: () => true })
}
