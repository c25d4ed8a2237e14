import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { HarnessError } from '../wire/errors.ts'
import type { CheckOutput } from './check-reporter.ts'

/** Writes to a stream at the pace at which it is read. */
export function outputToStream(stream: Pick<NodeJS.WriteStream, 'write' | 'once'>): CheckOutput {
  return {
    write: (text) =>
      stream.write(text) ? undefined : new Promise((resolve) => stream.once('drain', () => resolve())),
    finish: () => {},
    abandon: () => {},
  }
}

/** Writes a file that appears whole or not at all. Throws `HarnessError` when it cannot. */
export function outputToFile(file: string): CheckOutput {
  const unfinished = `${file}.${process.pid}.tmp`
  const attempt = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw new HarnessError(
        `The report cannot be written to ${file}: ${error instanceof Error ? error.message : error}`,
      )
    }
  }
  const handle = attempt(() => {
    mkdirSync(dirname(file), { recursive: true })
    return openSync(unfinished, 'w')
  })
  return {
    write: (text) => attempt(() => void writeSync(handle, text)),
    finish: () =>
      attempt(() => {
        closeSync(handle)
        renameSync(unfinished, file)
      }),
    abandon: () => {
      closeSync(handle)
      rmSync(unfinished, { force: true })
    },
  }
}
