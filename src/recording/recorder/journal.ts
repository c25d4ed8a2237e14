import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'
import type { JournalHeader } from './journal-line.ts'

/** What a recording is written to while it is made. */
export interface Journal {
  readonly path: string
  /**
   * Adds a line, given with its end. It is in the hands of the operating system when this returns: the end of this process cannot take it away.
   * @throws the file system's error; the journal ends with its last whole line then
   */
  append(line: string): void
  /** Puts all of it on the device, and closes it. */
  close(): void
  /** Closes and deletes it. */
  remove(): void
}

/** How long a line may wait until it is on the device, in milliseconds: what a loss of power can take. */
const flushInterval = 1_000

/** The journal of a recording. */
export function journalOf(file: string): string {
  return `${file}.journal`
}

/**
 * Creates a journal with its first line, readable by its owner only.
 * @throws the file system's error; `EEXIST` when there is one
 */
export function createJournal(path: string, header: JournalHeader): Journal {
  const descriptor = openSync(path, 'wx', 0o600)
  const written = { length: 0, onDevice: 0 }
  let open = true
  const timer = setInterval(() => flush(descriptor, written), flushInterval)
  timer.unref()
  const end = (): void => {
    if (!open) return
    open = false
    clearInterval(timer)
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }
  const journal: Journal = {
    path,
    append: (line) => appendWhole(descriptor, line, written),
    close: end,
    remove: () => {
      end()
      rmSync(path, { force: true })
    },
  }
  try {
    appendWhole(descriptor, `${JSON.stringify(header)}\n`, written)
  } catch (error) {
    journal.remove()
    throw error
  }
  return journal
}

interface Written {
  length: number
  onDevice: number
}

/**
 * Written synchronously: one system call into the page cache costs less than a way through the thread pool, and the order of the
 * answers is the order of the lines.
 */
function appendWhole(descriptor: number, text: string, written: Written): void {
  try {
    const length = Buffer.byteLength(text)
    const taken = writeSync(descriptor, text, written.length)
    if (taken < length) appendRest(descriptor, Buffer.from(text).subarray(taken), written.length + taken)
    written.length += length
  } catch (error) {
    // A full device may have taken a part.
    ftruncateSync(descriptor, written.length)
    throw error
  }
}

function appendRest(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; )
    at += writeSync(descriptor, bytes, at, bytes.length - at, position + at)
}

/** What goes wrong here goes wrong again at the end, where somebody is told. */
function flush(descriptor: number, written: Written): void {
  if (written.onDevice === written.length) return
  const { length } = written
  fdatasync(descriptor, (error) => {
    if (!error) written.onDevice = Math.max(written.onDevice, length)
  })
}
