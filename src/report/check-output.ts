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
