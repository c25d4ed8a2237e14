import { HarnessError } from '../wire/errors.ts'
import type { CallParams, CallResult, CreateClientParams, Driver, DriverInfo } from './driver.ts'
import { type DriverProcess, startDriverProcess } from './driver-process.ts'
import { createDriverSession, type DriverSession, protocolVersion } from './driver-session.ts'
import { type LineProblem, splitLines } from './line-splitter.ts'
import { createLogBuffer, type LogBuffer } from './log-buffer.ts'
import { createSecretWords, type SecretWords } from './secret-words.ts'

const mebibyte = 1024 * 1024

/** Milliseconds and bytes; each has a default. */
export interface DriverLimits {
  /** From the start to the answer to `initialize`. Default 30 s: a cold interpreter on a busy machine. */
  readonly handshakeMs: number
  /** For every other answer; a call's own `timeoutMs` is added. Default 60 s. */
  readonly callMs: number
  /** From the request to shut down to SIGTERM, and to SIGKILL. Default 2 s and 4 s. */
  readonly terminateMs: number
  readonly killMs: number
  /** Longest line the driver may print. Default 8 MiB. */
  readonly lineBytes: number
  /** How much of stderr is kept. Default 4 MiB. */
  readonly logBytes: number
}

const defaultLimits: DriverLimits = {
  handshakeMs: 30_000,
  callMs: 60_000,
  terminateMs: 2000,
  killMs: 4000,
  lineBytes: 8 * mebibyte,
  logBytes: 4 * mebibyte,
}

/** What to start: a program with its arguments (no shell reads them) and its whole environment. */
export interface StartDriverOptions {
  readonly argv: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly limits?: Partial<DriverLimits>
}

/**
 * Starts a driver and shakes hands with it.
 * Throws `HarnessError` when it cannot be started or does not speak the protocol, `UsageError` when it says that what
 * the caller told it to load cannot be used; in either case no process is left.
 */
export async function startDriver({ argv, env, limits }: StartDriverOptions): Promise<Driver> {
  const running = runDriver(argv, env, { ...defaultLimits, ...limits })
  try {
    return { ...driverMethods(running), info: await shakeHands(running) }
  } catch (error) {
    await stop(running)
    throw error
  }
}

interface RunningDriver {
  readonly process: DriverProcess
  readonly session: DriverSession
  readonly log: LogBuffer
  readonly limits: DriverLimits
  readonly died: Promise<string>
  /** Set once somebody asked it to stop: from then on its end is no death. */
  stopping: boolean
}

function runDriver(argv: readonly string[], env: NodeJS.ProcessEnv, limits: DriverLimits): RunningDriver {
  const child = startDriverProcess(argv, env)
  const log = createLogBuffer(limits.logBytes)
  const words = createSecretWords()
  let tellDeath: (reason: string) => void = () => {}
  const died = new Promise<string>((resolve) => {
    tellDeath = resolve
  })
  const fail = (reason: string): void => {
    running.session.end(reason)
    if (!running.stopping) tellDeath(reason)
    child.signal('SIGKILL')
  }
  const session = createDriverSession({
    send: (line) => child.stdin.write(`${line}\n`),
    words,
    onBroken: fail,
  })
  const running: RunningDriver = { process: child, session, log, limits, died, stopping: false }
  const lines = splitLines({
    maxBytes: limits.lineBytes,
    onLine: session.receive,
    onProblem: (problem) => fail(describeOutput(problem, limits)),
  })
  child.stderr.on('data', (chunk: Uint8Array) => log.add(chunk))
  child.stdout.on('data', (chunk: Uint8Array) => lines.push(chunk))
  void endOf(child, running).then((reason) => fail(withLastWords(reason, log, words)))
  return running
}

/** The driver's end, or that of its output: one that can no longer answer is as good as gone. */
function endOf(child: DriverProcess, running: RunningDriver): Promise<string> {
  const closed = new Promise<string>((resolve) => {
    child.stdout.once('end', () => {
      // A process that ends closes its output first: that it lives on shows only when time has passed.
      setTimeout(() => resolve('The driver closed its output.'), running.limits.terminateMs).unref()
    })
  })
  return Promise.race([child.ended, closed])
}

function describeOutput(problem: LineProblem, limits: DriverLimits): string {
  const limit = problem === 'a line is longer than the limit' ? ` of ${limits.lineBytes} bytes` : ''
  return `The driver's output cannot be read: ${problem}${limit}.`
}

function withLastWords(reason: string, log: LogBuffer, words: SecretWords): string {
  // Where a stack trace ends says less than what it is of.
  const lines = log
    .text()
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line))
  const last = lines.slice(-8).join('\n')
  return last === '' ? reason : `${reason} Its last words: ${words.quote(last, 1000)}`
}

async function shakeHands({ session, limits }: RunningDriver): Promise<DriverInfo> {
  const result = await session.request('initialize', { protocolVersion }, limits.handshakeMs)
  // Validated against `initializeResult`.
  const { client, capabilities } = result as unknown as Pick<DriverInfo, 'client'> & {
    capabilities: string[]
  }
  return { client, capabilities: new Set(capabilities) }
}

function driverMethods(running: RunningDriver): Omit<Driver, 'info'> {
  const { session, limits, log, died } = running
  return {
    died,
    log: log.text,
    shutdown: () => stop(running),
    async createClient(params: CreateClientParams) {
      await session.request('createClient', params, limits.callMs)
    },
    async closeClient(client) {
      await session.request('closeClient', { client }, limits.callMs)
    },
    async call(params: CallParams) {
      const result = await session.request('call', params, limits.callMs + (params.timeoutMs ?? 0))
      // Validated against `callResult`.
      return result as unknown as CallResult
    },
  }
}

async function stop(running: RunningDriver): Promise<void> {
  const { process: child, session, limits } = running
  running.stopping = true
  const terminate = setTimeout(() => child.signal('SIGTERM'), limits.terminateMs)
  const kill = setTimeout(() => child.signal('SIGKILL'), limits.killMs)
  // Its answer does not matter, its end does.
  session.request('shutdown', {}, limits.killMs).catch((error: unknown) => {
    if (!(error instanceof HarnessError)) throw error
  })
  child.stdin.end()
  await child.ended
  clearTimeout(terminate)
  clearTimeout(kill)
  session.end('The driver was shut down.')
}
