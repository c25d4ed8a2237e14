import { Duplex } from 'node:stream'

/** Two ends of a connection inside this process: what is written to one is read from the other. */
export function connectInMemory(): readonly [client: MemorySocket, server: MemorySocket] {
  const client = new MemorySocket()
  const server = new MemorySocket()
  client.peer = server
  server.peer = client
  return [client, server]
}

/** What Node's HTTP client and server use of a socket. It looks encrypted: clients that ask for TLS look for that. */
export class MemorySocket extends Duplex {
  readonly encrypted = true
  readonly authorized = true
  readonly connecting = false
  readonly remoteAddress = '127.0.0.1'
  peer: MemorySocket | undefined
  #isEnded = false
  #idleMs = 0
  #idle: NodeJS.Timeout | undefined

  constructor() {
    super({ allowHalfOpen: true })
  }

  /** As of a socket: `timeout` is told when nothing came or went for so long; 0 ends that. */
  setTimeout(milliseconds: number, listener?: () => void): this {
    this.#idleMs = milliseconds
    if (listener) this.once('timeout', listener)
    this.#touch()
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#touch()
    this.peer?.receive(chunk)
    done()
  }

  override _final(done: () => void): void {
    this.peer?.receiveEnd()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#idle)
    this.peer?.receiveEnd()
    done(error)
  }

  /** From the other end. */
  receive(chunk: Buffer): void {
    this.#touch()
    if (!this.#isEnded) this.push(chunk)
  }

  receiveEnd(): void {
    if (this.#isEnded || this.destroyed) return
    this.#isEnded = true
    this.push(null)
  }

  #touch(): void {
    clearTimeout(this.#idle)
    if (this.#idleMs === 0 || this.destroyed) return
    this.#idle = setTimeout(() => this.emit('timeout'), this.#idleMs).unref()
  }
}
