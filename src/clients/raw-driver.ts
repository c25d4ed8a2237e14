import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { atExit } from '../transports/at-exit.ts'
import { splitLines } from './line-splitter.ts'

/** A driver that may be sent anything, and whose end is only watched: for judging the driver itself. */
export interface RawDriver {
  send(line: string): void
  closeInput(): void
  /** The next line that is an answer to this id; `undefined` when none comes in time, or it ended. Other lines are kept. */
  answerTo(id: number, limitMs: number): Promise<RawAnswer | undefined>
  /** Everything that it printed and that was no answer. */
  readonly noise: readonly string[]
  /** How it ended, `undefined` when it has not in time. */
  endWithin(limitMs: number): Promise<string | undefined>
  /** Whether processes of its group outlive it by more than a moment. Only after its end. */
  leavesChildren(): Promise<boolean>
  /** Ends it and all that it started. */
  kill(): void
}

export interface RawAnswer {
  readonly id: unknown
  readonly result?: unknown
  readonly error?: { readonly code?: unknown; readonly message?: unknown }
}

const longestLine = 8 * 1024 * 1024

/** Starts a program in a process group of its own; never throws: what cannot be started has ended. */
export function startRawDriver(argv: readonly string[], env: NodeJS.ProcessEnv): RawDriver {
  const [command = '', ...args] = argv
  const child = spawn(command, args, {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
  })
  child.stdin.on('error', () => {})
  const answers: RawAnswer[] = []
  const noise: string[] = []
  let wake: () => void = () => {}
  const lines = splitLines({
    maxBytes: longestLine,
    onLine: (line) => {
      const answer = parse(line)
      if (answer) answers.push(answer)
      else noise.push(line)
      wake()
    },
    onProblem: (problem) => void noise.push(`(${problem})`),
  })
  child.stdout.on('data', (chunk: Uint8Array) => lines.push(chunk))
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`))
    child.once('exit', (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`),
    )
  })
  const kill = (): void => signalGroup(child.pid, 'SIGKILL')
  void ended.then(atExit(kill))
  const take = (id: number): RawAnswer | undefined => answers.find((answer) => answer.id === id)
  return {
    noise,
    kill,
    send: (line) => void child.stdin.write(`${line}\n`),
    closeInput: () => void child.stdin.end(),
    endWithin: (limitMs) => within(ended, limitMs),
    leavesChildren: () => outlives(child.pid),
    async answerTo(id, limitMs) {
      const arrived = new Promise<void>((resolve) => {
        wake = () => take(id) && resolve()
        wake()
      })
      // What it printed before its end may still be on its way.
      await within(Promise.race([arrived, ended.then(() => delay(200))]), limitMs)
      return take(id)
    },
  }
}

function parse(line: string): RawAnswer | undefined {
  try {
    const message: unknown = JSON.parse(line)
    return typeof message === 'object' && message !== null && 'id' in message ? message : undefined
  } catch {
    return undefined
  }
}

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
  const late = new AbortController()
  const limit = delay(limitMs, undefined, { signal: late.signal }).catch(() => undefined)
  try {
    return await Promise.race([promise, limit])
  } finally {
    late.abort()
  }
}

/** Children that end with their parent need a moment for it. Windows has no groups: nothing is said there. */
async function outlives(pid: number | undefined): Promise<boolean> {
  for (let tries = 0; tries < 20; tries++) {
    if (!hasGroup(pid)) return false
    await delay(50)
  }
  return true
}

function hasGroup(pid: number | undefined): boolean {
  if (pid === undefined || process.platform === 'win32') return false
  try {
    process.kill(-pid, 0)
  } catch {
    return false
  }
  return process.platform !== 'linux' || !isZombie(pid)
}

/** The group's leader that nobody has waited for yet counts as a member, and is none. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // Nothing is left to end.
  }
}
