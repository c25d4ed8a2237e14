import {
  closeSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { HarnessError } from '../wire/errors.ts'

/** A report on its way into a file. Each method throws `HarnessError` when the file cannot be written. */
export interface ReportFileOutput {
  write(text: string): void
  /** The text is whole. */
  finish(): void
  /** The text never became whole. */
  abandon(): void
}

/**
 * Opens a file that appears whole or not at all; a link leads to what it names. What is no file on a disk (/dev/null, a pipe,
 * `/dev/stdout`) is written to as it is: a file in its place would be the end of it.
 *
 * @throws HarnessError when it cannot be opened
 */
export function openReportFile(file: string): ReportFileOutput {
  const opened = attempt(file, () => open(file))
  const { handle, unfinished, target } = opened
  const orTakeBack = <T>(act: () => T): T =>
    attempt(file, act, () => unfinished && rmSync(unfinished, { force: true }))
  return {
    write: (text) => orTakeBack(() => writeAll(handle, text)),
    finish: () =>
      orTakeBack(() => {
        closeSync(handle)
        if (unfinished) renameSync(unfinished, target)
      }),
    abandon: () => {
      closeSync(handle)
      if (unfinished) rmSync(unfinished, { force: true })
    },
  }
}

interface Opened {
  readonly handle: number
  readonly target: string
  /** What is to take the target's place; absent: the target itself is written to. */
  readonly unfinished?: string
}

function open(file: string): Opened {
  mkdirSync(dirname(file), { recursive: true })
  const found = statSync(file, { throwIfNoEntry: false })
  if (isInPlace(file, found)) return { handle: openSync(file, 'w'), target: file }
  const target = found ? realpathSync(file) : file
  const unfinished = `${target}.${process.pid}.tmp`
  return { handle: openSync(unfinished, 'w'), target, unfinished }
}

/** Behind /dev/stdout there may be a file: it is the stream's, and must not be replaced under it. */
function isInPlace(file: string, found: { isFile(): boolean } | undefined): boolean {
  return (found !== undefined && !found.isFile()) || /^\/(?:dev|proc)\//.test(resolve(file))
}

/** A pipe may take a part of it only. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
}

function attempt<T>(file: string, act: () => T, takeBack: () => void = () => {}): T {
  try {
    return act()
  } catch (error) {
    takeBack()
    const reason = error instanceof Error ? error.message : error
    throw new HarnessError(`The report cannot be written to ${file}: ${reason}`)
  }
}
