import type { Readable, Writable } from 'node:stream'
import { isUsageError } from '../wire/errors.ts'
import type { CallParams, CreateClientParams } from './driver.ts'
import { type DriverImplementation, unusableCode } from './driver-implementation.ts'
import { splitLines } from './line-splitter.ts'
import { isUnsupportedError, unsupportedCode } from './unsupported-error.ts'

const parseErrorCode = -32700
const internalErrorCode = -32603
/** The harness bounds what a driver prints; what it is sent is the harness's own. */
const maxRequestBytes = 64 * 1024 * 1024

/**
 * Serves the driver protocol over a pair of streams until `shutdown` or the end of the input.
 * Requests run side by side; an answer goes out when it is there.
 */
export function serveDriver(
  implementation: DriverImplementation,
  input: Readable,
  output: Writable,
): Promise<void> {
  return new Promise((resolve) => {
    const send = (message: object): void => {
      output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    }
    const answer = async (request: Request): Promise<void> => {
      send({ id: request.id, ...(await answerTo(implementation, request)) })
      if (request.method === 'shutdown') resolve()
    }
    const lines = splitLines({
      maxBytes: maxRequestBytes,
      onLine: (line) => {
        const request = parse(line)
        if (request) void answer(request)
        else send({ id: null, error: { code: parseErrorCode, message: 'A request is not a JSON object.' } })
      },
      onProblem: (problem) =>
        send({ id: null, error: { code: parseErrorCode, message: `Input: ${problem}.` } }),
    })
    input.on('data', (chunk: Uint8Array) => lines.push(chunk))
    input.once('end', resolve)
    input.once('error', () => resolve())
  })
}

/** The harness validated it against `schemas/driver.json` before it was sent. */
interface Request {
  readonly id: number
  readonly method: string
  readonly params: object
}

function parse(line: string): Request | undefined {
  try {
    const message: unknown = JSON.parse(line)
    return typeof message === 'object' && message !== null ? (message as Request) : undefined
  } catch {
    return undefined
  }
}

async function answerTo(implementation: DriverImplementation, request: Request): Promise<object> {
  try {
    return { result: await resultOf(implementation, request) }
  } catch (error) {
    return { error: { code: codeOf(error), message: error instanceof Error ? error.message : String(error) } }
  }
}

function codeOf(error: unknown): number {
  if (isUsageError(error)) return unusableCode
  return error instanceof UnknownMethodError || isUnsupportedError(error)
    ? unsupportedCode
    : internalErrorCode
}

class UnknownMethodError extends Error {}

async function resultOf(implementation: DriverImplementation, { method, params }: Request): Promise<object> {
  switch (method) {
    case 'initialize': {
      const { client, capabilities } = await implementation.initialize()
      return { protocolVersion: 1, client, capabilities: [...capabilities] }
    }
    case 'createClient':
      await implementation.createClient(params as CreateClientParams)
      return {}
    case 'call':
      return await implementation.call(params as CallParams)
    case 'closeClient':
      await implementation.closeClient((params as { client: string }).client)
      return {}
    case 'shutdown':
      return {}
    default:
      throw new UnknownMethodError(`There is no method "${method}".`)
  }
}
