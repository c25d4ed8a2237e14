import { connect as connectTcp, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { RunningProxy } from '../../src/transports/proxy.ts'

/** Opens a tunnel through a proxy and TLS inside it, as an official client does. Rejects when either fails. */
export async function openTunnel(
  proxy: RunningProxy,
  authority: string,
  options: { readonly servername?: string; readonly session?: Buffer } = {},
): Promise<TLSSocket> {
  const socket = connectTcp(proxy.port, '127.0.0.1')
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  const head = await readUntil(socket, '\r\n\r\n')
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(head)
  const servername = options.servername ?? authority.replace(/:\d+$/, '')
  const tls = connectTls({ ...options, socket, servername, ca: proxy.caPem, host: servername })
  return new Promise((resolve, reject) => {
    tls.once('secureConnect', () => resolve(tls))
    tls.on('error', reject)
  })
}

/** Sends bytes as they are to the proxy's port, and returns all that comes back until it closes the connection. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connectTcp(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(bytes)
  return readToEnd(socket)
}

/** Everything until the peer closes or resets the connection. */
export function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.once('close', () => resolve(text))
  })
}

/** Everything up to and including a mark; what follows it must not have arrived yet. */
export function readUntil(socket: Socket, mark: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1')
      if (!text.includes(mark)) return
      socket.off('data', onData)
      resolve(text)
    }
    socket.on('data', onData)
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`closed after: ${text}`)))
  })
}

/** Like `openTunnel`, but sends the beginning of TLS in one piece with CONNECT, without waiting for its answer. */
export async function openEagerTunnel(proxy: RunningProxy, host: string): Promise<TLSSocket> {
  const tcp = connectTcp(proxy.port, '127.0.0.1')
  let connected = false
  const channel = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      const connect = connected ? '' : `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`
      connected = true
      tcp.write(Buffer.concat([Buffer.from(connect), chunk]), () => done())
    },
  })
  const tls = connectTls({ socket: channel, servername: host, ca: proxy.caPem })
  const established = Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n')
  tcp.once('data', (first: Buffer) => {
    channel.push(first.subarray(established.length))
    tcp.on('data', (chunk: Buffer) => channel.push(chunk))
  })
  tcp.once('close', () => channel.push(null))
  return new Promise((resolve, reject) => {
    tls.once('secureConnect', () => resolve(tls))
    tls.on('error', reject)
  })
}
