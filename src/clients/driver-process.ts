import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { atExit } from '../transports/at-exit.ts'

/** A child process in a group of its own. */
export interface DriverProcess {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Settles with a sentence when the process has ended (or could not start) and its output was read. */
  readonly ended: Promise<string>
  /** Signals every process of the group that still lives. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void
}

/** How long output may outlive its process: only what fled the group can hold it open. */
const outputGraceMs = 1000

/** Starts a program without a shell. When it ends, whatever it left behind in its group ends too. */
export function startDriverProcess(argv: readonly string[], env: NodeJS.ProcessEnv): DriverProcess {
  const [command = '', ...args] = argv
  // A group of its own lets children of the driver be ended with it; Windows has no such groups.
  const child = spawn(command, args, {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  // A driver that ended breaks the pipe; `ended` tells of it.
  child.stdin.on('error', () => {})
  const signal = (name: 'SIGTERM' | 'SIGKILL'): void => signalGroup(child, name)
  const cancel = atExit(() => signal('SIGKILL'))
  const ended = new Promise<string>((resolve) => {
    let how: string | undefined
    child.once('error', (error) =>
      resolve(`The driver ${JSON.stringify(command)} could not be started: ${error.message}`),
    )
    child.once('exit', (code, signalName) => {
      how = describeExit(code, signalName)
      signal('SIGKILL')
      setTimeout(() => resolve(how ?? ''), outputGraceMs).unref()
    })
    child.once('close', () => resolve(how ?? ''))
  })
  void ended.then(cancel)
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended, signal }
}

function signalGroup(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  signal: 'SIGTERM' | 'SIGKILL',
): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // The group is empty: nothing is left to end.
  }
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === null) return `The driver ended with exit code ${code}.`
  // A shell's convention; a signal must never read as success.
  return `The driver was ended by ${signal} (exit code ${code ?? 128 + constants.signals[signal]}).`
}
