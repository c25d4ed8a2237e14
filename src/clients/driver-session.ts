import { type DocumentProblem, validateDocument } from '../contract/validate-document.ts'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { unusableCode } from './driver-implementation.ts'
import type { SecretWords } from './secret-words.ts'
import { UnsupportedError, unsupportedCode } from './unsupported-error.ts'

/** One conversation with a driver: requests out, answers in, matched by id. */
export interface DriverSession {
  /**
   * Resolves with the validated result; throws `HarnessError` when none comes, `UnsupportedError` (one of those) when the
   * driver says that it cannot, `UsageError` for `unusableCode`.
   */
  request(method: Method, params: object, timeLimitMs: number): Promise<Readonly<Record<string, unknown>>>
  /** Takes one line of the driver's output. */
  receive(line: string): void
  /** Rejects what is waiting and whatever is asked later. The first reason stays. */
  end(reason: string): void
}

/** Version of `schemas/driver.json` that this harness speaks. */
export const protocolVersion = 1

export type Method = 'initialize' | 'createClient' | 'call' | 'closeClient' | 'shutdown'

interface Waiting {
  readonly method: Method
  readonly call: string | undefined
  readonly timer: NodeJS.Timeout
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void
  readonly reject: (error: Error) => void
}

interface SessionOptions {
  readonly send: (line: string) => void
  readonly words: SecretWords
  /** The driver broke the protocol; nothing it says from now on can be trusted. */
  readonly onBroken: (reason: string) => void
}

/** Speaks `schemas/driver.json` over lines of text; both directions are validated. Knows nothing of processes. */
export function createDriverSession(options: SessionOptions): DriverSession {
  const waiting = new Map<number, Waiting>()
  const givenUp = new Set<number>()
  let lastId = 0
  let ended: string | undefined

  const end = (reason: string): void => {
    ended ??= reason
    for (const { timer, reject } of waiting.values()) {
      clearTimeout(timer)
      reject(new HarnessError(reason))
    }
    waiting.clear()
  }
  const giveUpOn = (id: number, timeLimitMs: number): void => {
    const late = waiting.get(id)
    waiting.delete(id)
    givenUp.add(id)
    const asked = late?.call ?? late?.method
    late?.reject(new HarnessError(`The driver did not answer "${asked}" within ${timeLimitMs} ms.`))
  }
  return {
    request(method, params, timeLimitMs) {
      if (ended !== undefined) return Promise.reject(new HarnessError(ended))
      const id = lastId + 1
      const message = { jsonrpc: '2.0', id, method, params }
      const problems = validateDocument('driver/request', message)
      if (problems.length > 0) return Promise.reject(unsendable(method, problems))
      lastId = id
      options.words.learn(params)
      const call = 'call' in params && typeof params.call === 'string' ? params.call : undefined
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => giveUpOn(id, timeLimitMs), timeLimitMs)
        // Registered before it is written: the answer can come before the write returns.
        waiting.set(id, { method, call, timer, resolve, reject })
        options.send(JSON.stringify(message))
      })
    },
    receive(line) {
      if (ended !== undefined) return
      const taken = takeAnswer(line, { waiting, givenUp, lastId, words: options.words })
      if (taken === undefined) return
      end(taken)
      options.onBroken(taken)
    },
    end,
  }
}

interface Intake {
  readonly waiting: Map<number, Waiting>
  /** Requests whose time was up: their answers may still come, once. */
  readonly givenUp: Set<number>
  readonly lastId: number
  readonly words: SecretWords
}

/** Settles the request that a line answers; a sentence when the line breaks the protocol. */
function takeAnswer(line: string, { waiting, givenUp, lastId, words }: Intake): string | undefined {
  const message = parse(line)
  if (message === undefined)
    return `The driver printed a line on stdout that is not JSON: ${words.quote(line)}`
  words.learn(message)
  const problems = validateDocument('driver/response', message)
  if (problems.length > 0) return `The driver sent ${describe('a message', problems)}: ${words.quote(line)}`
  const { id, result, error } = message as Answer
  if (id === null) return `The driver could not read a request: ${words.quote(error?.message ?? line)}`
  if (id < 1 || id > lastId) return `The driver answered a request that was never sent: id ${id}.`
  const request = waiting.get(id)
  if (!request)
    return givenUp.delete(id) ? undefined : `The driver answered the same request twice: id ${id}.`
  waiting.delete(id)
  clearTimeout(request.timer)
  if (error) {
    request.reject(failureOf(request, error, words))
    return undefined
  }
  return settle(request, result ?? {}, words)
}

interface Answer {
  readonly id: number | null
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly message: string }
}

function settle(
  request: Waiting,
  result: Readonly<Record<string, unknown>>,
  words: SecretWords,
): string | undefined {
  const { method, call } = request
  const version = method === 'initialize' ? result['protocolVersion'] : protocolVersion
  if (Number.isInteger(version) && version !== protocolVersion) {
    const other = `The driver speaks version ${version} of the driver protocol, this keyvault-contract version ${protocolVersion}: use a driver for version ${protocolVersion}, or a keyvault-contract for version ${version}.`
    request.reject(new HarnessError(other))
    return other
  }
  const problems = validateDocument('driver/answer', {
    method,
    ...(call === undefined ? {} : { call }),
    result,
  })
  if (problems.length === 0) {
    request.resolve(result)
    return undefined
  }
  const asked = `an answer to "${call ?? method}"`
  const broken = `The driver sent ${describe(asked, problems)}: ${words.quote(JSON.stringify(result))}`
  request.reject(new HarnessError(broken))
  return broken
}

function failureOf(
  { method, call }: Waiting,
  error: { code: number; message: string },
  words: SecretWords,
): Error {
  if (method === 'initialize' && error.code === unusableCode)
    return new UsageError(words.quote(error.message, 2000))
  const asked = call ?? method
  const told = `(${error.code}): ${words.quote(error.message, 1000)}`
  if (error.code === unsupportedCode && (method === 'call' || method === 'createClient'))
    return new UnsupportedError(`The driver does not support "${asked}" ${told}`)
  return new HarnessError(`The driver failed at "${asked}" ${told}`)
}

function unsendable(method: Method, problems: readonly DocumentProblem[]): HarnessError {
  return new HarnessError(`The harness would have sent ${describe(`"${method}"`, problems)}.`)
}

function describe(subject: string, problems: readonly DocumentProblem[]): string {
  const details = problems.slice(0, 3).map(({ pointer, message }) => `"${pointer}" ${message}`)
  if (problems.length > details.length) details.push('and more')
  return `${subject} that breaks the driver protocol (${details.join('; ')})`
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
