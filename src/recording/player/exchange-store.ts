import { randomUUID } from 'node:crypto'
import { closeSync, openSync, read, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { HarnessError } from '../../wire/errors.ts'
import {
  type Exchange,
  type HeaderList,
  isResponse,
  noBody,
  type UnknownPart,
  type WireResponse,
} from '../../wire/exchange.ts'

/** Keeps the exchanges of all recordings: in memory while they fit there, else all of them in a file. */
export interface ExchangeStore {
  /** What it is fetched by. */
  keep(exchange: Exchange): number
  /** At once when it is in memory. */
  fetch(held: number): Exchange | Promise<Exchange>
  /** Gives the file's space back. */
  close(): void
}

const defaultLimit = 24 * 1024 * 1024
const writeSize = 1 << 20
const collectEvery = 64 * 1024 * 1024

/**
 * Creates a store. Its file lies in the system's folder for temporary files, readable by this user alone, and loses its name
 * at once, so that nothing stays behind whatever ends the process.
 * @param memoryLimit bytes of text and bodies that stay in memory
 */
export function createExchangeStore(memoryLimit: number = defaultLimit): ExchangeStore {
  let memory: Memory | undefined = { exchanges: [], intern: createInterner(), size: 0 }
  let spool: Spool | undefined
  const moveToFile = (kept: readonly Exchange[]): Spool => {
    const opened = openSpool()
    for (const exchange of kept) opened.write(partsOf(exchange))
    return opened
  }
  return {
    keep(exchange) {
      if (memory && memory.size >= memoryLimit) {
        spool = moveToFile(memory.exchanges)
        memory = undefined
        collectGarbage()
      }
      if (!memory) return spool?.write(partsOf(exchange)) ?? 0
      const { kept, size } = memory.intern(exchange)
      memory.size += size
      return memory.exchanges.push(kept) - 1
    },
    fetch: (held) => memory?.exchanges[held] ?? fetchFrom(spool, held),
    close: () => spool?.close(),
  }
}

interface Memory {
  readonly exchanges: Exchange[]
  readonly intern: Interner
  size: number
}

async function fetchFrom(spool: Spool | undefined, number: number): Promise<Exchange> {
  if (!spool) throw new HarnessError('An exchange was kept by another store.')
  return decode(await spool.read(number))
}

/** Frames behind each other in a file, each known by its number. */
interface Spool {
  write(parts: FrameParts): number
  read(number: number): Promise<Buffer>
  close(): void
}

function openSpool(): Spool {
  const path = join(tmpdir(), `keyvault-contract-${randomUUID()}`)
  const file = openSync(path, 'wx+', 0o600)
  removeName(path)
  /** One for all frames: a buffer for each would leave memory in pieces. */
  const waiting = Buffer.allocUnsafe(writeSize)
  let filled = 0
  let written = 0
  /** Where each frame ends. */
  let ends = new Float64Array(1024)
  let count = 0
  const flush = (): void => {
    const before = written
    writeAll(file, waiting.subarray(0, filled), written)
    written += filled
    filled = 0
    if (Math.floor(before / collectEvery) !== Math.floor(written / collectEvery)) collectGarbage()
  }
  const append = (part: Uint8Array): void => {
    if (part.length > writeSize - filled) flush()
    if (part.length > writeSize) {
      writeAll(file, part, written)
      written += part.length
    } else {
      waiting.set(part, filled)
      filled += part.length
    }
  }
  return {
    write({ line, bodies }) {
      if (line.length * 3 > writeSize - filled) flush()
      if (line.length * 3 > writeSize) append(Buffer.from(line))
      else filled += waiting.write(line, filled)
      for (const body of bodies) append(body)
      ends = withRoom(ends, count)
      ends[count] = written + filled
      return count++
    },
    read(number) {
      if (filled > 0) flush()
      const start = number === 0 ? 0 : (ends[number - 1] ?? 0)
      return readWhole(file, start, (ends[number] ?? start) - start)
    },
    close: () => closeSync(file),
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done)
}

function withRoom(numbers: Float64Array<ArrayBuffer>, count: number): Float64Array<ArrayBuffer> {
  if (count < numbers.length) return numbers
  const more = new Float64Array(Math.ceil(numbers.length * 1.5))
  more.set(numbers)
  return more
}

/**
 * V8 lets the heap grow to a multiple of what is in use before it looks for garbage. Of a gigabyte that is read through, nearly all is
 * garbage: looking for it now and then keeps the process small, for some ten milliseconds each.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
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

/** A frame before it is put together. */
interface FrameParts {
  readonly line: string
  readonly bodies: readonly Uint8Array[]
}

function partsOf({ index, request, answer, sentAt, answeredAt, unknown }: Exchange): FrameParts {
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
  return { line: `${JSON.stringify(frame)}\n`, bodies: [request.body, response?.body ?? noBody] }
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

const mostShared = 20_000

type Interner = (exchange: Exchange) => { readonly kept: Exchange; readonly size: number }

/** Recordings repeat themselves: equal headers and equal bodies are kept once. */
function createInterner(): Interner {
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
    size = 600 + request.url.length
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
