import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Provenance } from '../../contract/generated/types/recording.ts'
import { UsageError } from '../../wire/errors.ts'
import type { KeepRules } from '../redact/keep-rules.ts'
import { completeHeld } from './complete-recording.ts'
import { describeFileError } from './describe-file-error.ts'
import { type FileLock, takeLock } from './file-lock.ts'
import { createJournal, journalOf } from './journal.ts'
import { RecordingSession } from './recording-session.ts'

export interface RecordingOptions {
  /** Where the recording goes; its folder is made. */
  readonly file: string
  /** What to do with a file of that name. */
  readonly existing: 'refuse' | 'replace'
  readonly origin: Provenance['Origin']
  /** What to do with names that the contract does not know; without a rule they are left out. */
  readonly keep?: KeepRules
  /** Hosts that are vaults although their names do not say so. */
  readonly vaultHosts?: readonly string[]
  /** Told once, in a sentence, when recording cannot go on. Clients are still served; `finish` throws the same. */
  readonly onStopped?: (message: string) => void
  /** What the caller may do about a file that is in the way, as sentences. Default: the options of the command line. */
  readonly advice?: Advice
}

/** `replace`: of a file that exists; `other`: of one that somebody else is recording. */
export interface Advice {
  readonly replace: string
  readonly other: string
}

const commandLine: Advice = { replace: 'Add --force to replace it.', other: 'Choose another file: -o.' }

/**
 * Begins a recording. What an earlier recorder that was stopped has left of the same file is completed first.
 *
 * @example
 * const recording = await startRecording({ file, existing: 'refuse', origin: 'live' })
 * const proxy = await startProxy({ handler: recording.record(upstream.handler), … })
 * await recording.finish()
 *
 * @throws UsageError when the file is there and must not be replaced, is a folder, is being recorded, or cannot be written
 */
export async function startRecording(options: RecordingOptions): Promise<RecordingSession> {
  const { file, existing, origin, advice = commandLine } = options
  const lock = lockFile(file, advice)
  try {
    const completed = await completeHeld(file)
    if (existsSync(file) && existing === 'refuse') throw existsError(file, completed?.exchanges, advice)
    const header = { KeyvaultContractJournal: 1, Origin: origin, Existing: existing } as const
    const journal = createJournal(journalOf(file), header)
    return new RecordingSession({ ...options, header, journal, lock })
  } catch (error) {
    lock.release()
    throw describeFileError(file, error)
  }
}

function lockFile(file: string, { other }: Advice): FileLock {
  const lock = prepareAndLock(file)
  if (!('heldBy' in lock)) return lock
  const { pid, host } = lock.heldBy
  throw new UsageError(`${file} is being recorded by process ${pid} on ${host}. ${other}`)
}

function prepareAndLock(file: string): ReturnType<typeof takeLock> {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const found = statSync(file, { throwIfNoEntry: false })
    // With --force a device would be replaced by a file.
    if (found && !found.isFile())
      throw new UsageError(
        `${file} is ${found.isDirectory() ? 'a folder' : 'a device or a pipe'}: a recording is a file.`,
      )
    return takeLock(file)
  } catch (error) {
    throw describeFileError(file, error)
  }
}

function existsError(file: string, completed: number | undefined, { replace }: Advice): UsageError {
  const origin = completed ? ` (${completed} exchanges that a stopped recorder had left)` : ''
  return new UsageError(`${file} exists${origin}. ${replace}`)
}
