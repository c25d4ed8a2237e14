import type { IncomingMessage, ServerResponse } from 'node:http'
import { isResponse, noBody, type WireAnswer, type WireRequest } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { headerList } from '../wire/headers.ts'
import { answerText } from './answer-text.ts'
import { concatenate } from './concatenate.ts'
import type { Refusal } from './refusal.ts'
import { writeResponse } from './write-response.ts'

/** What carries messages between Node's HTTP servers and a handler. */
export interface Carrier {
  readonly handler: Handler
  /** Told of what never reached the handler. */
  readonly onRefused: (refusal: Refusal) => void
  /** Told when the handler threw: a fault of ours, answered by closing the connection. */
  readonly onFault: (error: unknown) => void
  /** Bytes of a request body beyond which the client is answered 413. Default: 4 MiB. */
  readonly bodyLimit?: number
}

/** Twice what the service takes for a backup blob; beyond it nothing is a secret any more. */
const defaultBodyLimit = 4 * 1024 * 1024
/** How long a client that was answered 413 may go on sending before its connection is closed, in milliseconds. */
const drainTime = 2_000

/**
 * Carries one request to the handler and its answer back. `url` is absolute; headers keep their order and letter case.
 * Never throws, whatever the client sends or however it leaves.
 */
export function carryRequest(
  carrier: Carrier,
  url: string,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  // A client that leaves in the middle is no fault of anybody's.
  message.on('error', () => {})
  response.on('error', () => {})
  readBody(message, carrier.bodyLimit ?? defaultBodyLimit, (body) => {
    if (body === 'too-large') refuseBody(carrier, url, message, response)
    else handle(carrier, toRequest(url, message, body), response)
  })
}

/** Calls back once: with the whole body, or as soon as it is too large. Never when the client leaves before its end. */
function readBody(
  message: IncomingMessage,
  limit: number,
  done: (body: Uint8Array | 'too-large') => void,
): void {
  // Nothing announced, nothing comes (RFC 9112 §6.3): waiting for its end would cost a turn of the event loop.
  if (message.headers['content-length'] === undefined && message.headers['transfer-encoding'] === undefined) {
    done(noBody)
    return
  }
  const chunks: Buffer[] = []
  let length = 0
  message.on('data', (chunk: Buffer) => {
    if (length > limit) return
    length += chunk.length
    if (length > limit) {
      chunks.length = 0
      done('too-large')
    } else chunks.push(chunk)
  })
  message.on('end', () => {
    if (length <= limit) done(concatenate(chunks))
  })
}

/** Called when the message is complete: its trailers come last. */
function toRequest(url: string, message: IncomingMessage, body: Uint8Array): WireRequest {
  const trailers = headerList(message.rawTrailers)
  const headers = headerList(message.rawHeaders)
  return { method: message.method ?? '', url, headers, body, ...(trailers.length > 0 && { trailers }) }
}

function handle(carrier: Carrier, request: WireRequest, response: ServerResponse): void {
  carrier.handler(request).then(
    (answer) => deliver(carrier, answer, response),
    (error: unknown) => fail(carrier, error, response),
  )
}

function refuseBody(carrier: Carrier, url: string, message: IncomingMessage, response: ServerResponse): void {
  const text = `The request body is larger than ${carrier.bodyLimit ?? defaultBodyLimit} bytes.`
  carrier.onRefused({ reason: 'too-large', host: message.headers.host ?? '', message: `${url}: ${text}` })
  answerText(response, 413, text)
  // Closing at once would reset the connection, and the client would not see the answer.
  const timer = setTimeout(() => message.socket.destroy(), drainTime)
  message.on('close', () => clearTimeout(timer))
}

function deliver(carrier: Carrier, answer: WireAnswer, response: ServerResponse): void {
  try {
    if (isResponse(answer)) writeResponse(response, answer, 'whole')
    else if (answer.sent) writeResponse(response, answer.sent, 'cut-short')
    else response.destroy()
  } catch (error) {
    // Node refuses header values with control characters: whoever made the answer has to know.
    fail(carrier, error, response)
  }
}

function fail(carrier: Carrier, error: unknown, response: ServerResponse): void {
  response.destroy()
  carrier.onFault(error)
}
