import { randomUUID } from 'node:crypto'
import { closeSync, openSync, read, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HarnessError } from '../../wire/errors.ts'
import {
  type Exchange,
  type HeaderList,
  isResponse,
  type UnknownPart,
  type WireResponse,
} from '../../wire/exchange.ts'

/** An exchange in memory, or where it lies in the store's file. */
export type Held = Exchange | { readonly at: number; readonly size: number }

/** Keeps the exchanges of all recordings: in memory up to a limit, beyond it in a file. */
export interface ExchangeStore {
  keep(exchange: Exchange): Held
  /** At once when it is in memory. */
  fetch(held: Held): Exchange | Promise<Exchange>
  /** Gives the file's space back. */
  close(): void
}

const defaultLimit = 48 * 1024 * 1024
const writeSize = 1 << 20

/**
 * Creates a store. Its file lies in the system's folder for temporary files, readable by this user alone, and loses its name
 * at once, so that nothing stays behind whatever ends the process.
 * @param memoryLimit bytes of text and bodies that stay in memory
 */
export function createExchangeStore(memoryLimit: number = defaultLimit): ExchangeStore {
  const intern = createInterner()
  let inMemory = 0
  let spool: Spool | undefined
  return {
    keep(exchange) {
      if (inMemory >= memoryLimit) {
        spool ??= openSpool()
        return spool.write(encode(exchange))
      }
      const { kept, size } = intern(exchange)
      inMemory += size
      return kept
    },
    fetch: (held) => ('request' in held ? held : fetchFrom(spool, held)),
    close: () => spool?.close(),
  }
}

async function fetchFrom(spool: Spool | undefined, held: { at: number; size: number }): Promise<Exchange> {
  if (!spool) throw new HarnessError('An exchange was kept by another store.')
  return decode(await spool.read(held.at, held.size))
}

interface Spool {
  write(bytes: Buffer): { at: number; size: number }
  read(at: number, size: number): Promise<Buffer>
  close(): void
}

function openSpool(): Spool {
  const path = join(tmpdir(), `keyvault-contract-${randomUUID()}`)
  const file = openSync(path, 'wx+', 0o600)
  removeName(path)
  let waiting: Buffer[] = []
  let waitingSize = 0
  let end = 0
  const flush = (): void => {
    let rest: Uint8Array = Buffer.concat(waiting)
    let at = end - waitingSize
    waiting = []
    waitingSize = 0
    while (rest.length > 0) {
      const written = writeSync(file, rest, 0, rest.length, at)
      at += written
      rest = rest.subarray(written)
    }
  }
  return {
    write(bytes) {
      waiting.push(bytes)
      waitingSize += bytes.length
      end += bytes.length
      if (waitingSize >= writeSize) flush()
      return { at: end - bytes.length, size: bytes.length }
    },
    read(at, size) {
      if (waitingSize > 0) flush()
      return readWhole(file, at, size)
    },
    close: () => closeSync(file),
  }
}

/** Where an open file cannot be removed (Windows), it goes with the process. */
function removeName(path: string): void {
  try {
    rmSync(path)
  } catch {
    process.once('exit', () => rmSync(path, { force: true }))
  }
}

function readWhole(file: number, at: number, size: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    read(file, Buffer.allocUnsafe(size), 0, size, at, (error, count, bytes) => {
      if (error || count < size)
        reject(new HarnessError(`The store of exchanges cannot be read: ${error?.message ?? 'cut off'}.`))
      else resolve(bytes)
    })
  })
}

/** One line of JSON, then both bodies. */
interface Frame {
  readonly index: number
  readonly method: string
  readonly url: string
  readonly headers: HeaderList
  /** `null`: the connection was closed before anything was sent. */
  readonly response: { readonly status: number; readonly headers: HeaderList } | null
  readonly closed: boolean
  readonly bodySize: number
  readonly time: readonly [sentAt: number | null, answeredAt: number | null]
  readonly unknown: readonly UnknownPart[]
}

function encode({ index, request, answer, sentAt, answeredAt, unknown }: Exchange): Buffer {
  const response = isResponse(answer) ? answer : answer.sent
  const frame: Frame = {
    index,
    method: request.method,
    url: request.url,
    headers: request.headers,
    response: response ? { status: response.status, headers: response.headers } : null,
    closed: !isResponse(answer),
    bodySize: request.body.length,
    time: [sentAt, answeredAt],
    unknown: [...unknown],
  }
  const line = Buffer.from(`${JSON.stringify(frame)}\n`)
  return Buffer.concat([line, request.body, response?.body ?? new Uint8Array(0)])
}

function decode(bytes: Buffer): Exchange {
  const end = bytes.indexOf(10)
  const frame = JSON.parse(bytes.toString('utf8', 0, end)) as Frame
  const bodies = bytes.subarray(end + 1)
  const response: WireResponse | undefined = frame.response
    ? { ...frame.response, body: bodies.subarray(frame.bodySize) }
    : undefined
  return {
    index: frame.index,
    request: {
      method: frame.method,
      url: frame.url,
      headers: frame.headers,
      body: bodies.subarray(0, frame.bodySize),
    },
    answer: response && !frame.closed ? response : { closed: true, ...(response ? { sent: response } : {}) },
    sentAt: frame.time[0] ?? Number.NaN,
    answeredAt: frame.time[1] ?? Number.NaN,
    unknown: new Set(frame.unknown),
  }
}

const mostShared = 50_000

/** Recordings repeat themselves: equal headers and equal bodies are kept once. */
function createInterner(): (exchange: Exchange) => { kept: Exchange; size: number } {
  const pairs = new Map<string, HeaderList[number]>()
  const bodies = new Map<string, Uint8Array>()
  const sets = new Map<string, Exchange['unknown']>()
  let size = 0
  const share = <Value>(known: Map<string, Value>, key: string, value: Value): Value => {
    const found = known.get(key)
    if (found !== undefined) return found
    size += key.length
    if (known.size < mostShared) known.set(key, value)
    return value
  }
  const headers = (list: HeaderList): HeaderList =>
    list.map((pair) => share(pairs, `${pair[0]}\n${pair[1]}`, pair))
  const body = (bytes: Uint8Array): Uint8Array =>
    // A copy: what importers hand out may be a view of something larger.
    share(bodies, Buffer.from(bytes).toString('latin1'), Uint8Array.from(bytes))
  const response = (answer: WireResponse): WireResponse => ({
    status: answer.status,
    headers: headers(answer.headers),
    body: body(answer.body),
  })
  return (exchange) => {
    const { request, answer, unknown } = exchange
    size = 300 + request.url.length
    const kept: Exchange = {
      ...exchange,
      request: { ...request, headers: headers(request.headers), body: body(request.body) },
      answer: isResponse(answer)
        ? response(answer)
        : { closed: true, ...(answer.sent ? { sent: response(answer.sent) } : {}) },
      unknown: share(sets, [...unknown].join(' '), unknown),
    }
    return { kept, size }
  }
}
