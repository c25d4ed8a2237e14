import { EntryError } from '../recording/entry-error.ts'
import { importRecording } from '../recording/import-recording.ts'
import { readRecordings } from '../recording/read-recordings.ts'
import { type KeepRules, parseKeepRules } from '../recording/redact/keep-rules.ts'
import { findRecordingFiles } from '../suite/find-recording-files.ts'
import { isHarnessError, isUsageError, UsageError } from '../wire/errors.ts'
import type { Exchange } from '../wire/exchange.ts'
import { completeNamed } from './complete-named.ts'
import { formatRedaction } from './format-redaction.ts'
import type { RedactOptions } from './redact-options.ts'

/** Redacts recordings in place, each by itself, and says of each what was replaced. Gives the exit code. */
export async function redactFiles(names: readonly string[], options: RedactOptions): Promise<0 | 2 | 3> {
  const keep = parseKeepRules(options.keep)
  await completeNamed(names)
  let [done, failed] = [0, 0]
  for (const { path, origin } of findRecordingFiles(names)) {
    try {
      process.stderr.write(await redactFile(path, keep))
      done++
    } catch (error) {
      if (!(error instanceof EntryError) && !isUsageError(error) && !isHarnessError(error)) throw error
      // In a folder other files may lie.
      if (origin === 'found' && error instanceof EntryError && error.isForeign) continue
      failed++
      process.stderr.write(`${path}: ${error.message}\n`)
    }
  }
  if (done + failed === 0) throw new UsageError('There is no recording in the folders named.')
  if (done === 0) return 2
  return failed === 0 ? 0 : 3
}

async function redactFile(file: string, keep: KeepRules): Promise<string> {
  for await (const found of readRecordings(file)) {
    if (found.format !== 'keyvault-contract' && found.format !== 'test-proxy')
      throw new UsageError(
        `it is a recording of ${found.format}, which cannot be changed in place. Import it: keyvault-contract import ${file} -o <folder>`,
      )
    const { exchanges, report } = await importRecording(found, {
      target: file,
      existing: 'replace',
      as: 'recording',
      keep,
      source: found.format,
      again: () => exchangesAgain(file),
    })
    return `${file}: ${exchanges} exchanges\n${formatRedaction(report)}`
  }
  throw new EntryError('it holds no recording')
}

async function* exchangesAgain(file: string): AsyncGenerator<Exchange> {
  for await (const found of readRecordings(file)) yield* found.exchanges
}
