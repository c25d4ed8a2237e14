import { mkdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { EntryError } from '../recording/entry-error.ts'
import { importRecording } from '../recording/import-recording.ts'
import { type FoundRecording, readRecordings } from '../recording/read-recordings.ts'
import { type KeepRules, parseKeepRules } from '../recording/redact/keep-rules.ts'
import { type FoundFile, findRecordingFiles } from '../suite/find-recording-files.ts'
import { isHarnessError, isUsageError } from '../wire/errors.ts'
import type { Exchange } from '../wire/exchange.ts'
import { formatRedaction } from './format-redaction.ts'
import type { ImportOptions } from './import-options.ts'
import { type ImportName, importTargets } from './import-target.ts'

interface Run {
  readonly targetFor: (name: ImportName) => string
  readonly keep: KeepRules
  readonly existing: 'refuse' | 'replace'
  readonly as: 'recording' | 'har'
  readonly done: { imported: number; failed: number }
}

/** Imports what the command line names, one file after the other, and says of each what became of it. Gives the exit code. */
export async function importFiles(names: readonly string[], options: ImportOptions): Promise<0 | 2 | 3> {
  const keep = parseKeepRules(options.keep)
  const files = [...findRecordingFiles(names)]
  const targetFor = importTargets(
    files.map(({ path }) => path),
    options.output,
    options.har ? '.har' : '.json',
  )
  const done = { imported: 0, failed: 0 }
  for (const file of files)
    await importFile(file, {
      targetFor,
      keep,
      existing: options.force ? 'replace' : 'refuse',
      as: options.har ? 'har' : 'recording',
      done,
    })
  process.stderr.write(`${done.imported} imported, ${done.failed} not\n`)
  if (done.imported === 0) return 2
  return done.failed === 0 ? 0 : 3
}

async function importFile(file: FoundFile, run: Run): Promise<void> {
  const { path, line, origin } = file
  const read = line === undefined ? {} : { line }
  const onProblem = (problem: EntryError, place: string): void => fail(place, problem, run)
  try {
    for await (const found of readRecordings(path, { ...read, onProblem }))
      await importFound(found, path, run)
  } catch (error) {
    // In a folder other files may lie.
    if (error instanceof EntryError && error.isForeign && origin === 'found') return
    fail(path, error, run)
  }
}

async function importFound(found: FoundRecording, path: string, run: Run): Promise<void> {
  const line = found.place === path ? undefined : Number(found.place.slice(path.length + 1))
  const target = run.targetFor({ path, ...(line !== undefined && { line }), origin: found.header?.['path'] })
  try {
    await mkdir(dirname(target), { recursive: true })
    const source = `${found.recorder} ${basename(found.place)}`
    const again = (): AsyncIterable<Exchange> => exchangesAgain(path, line)
    const { exchanges, report } = await importRecording(found, { ...run, target, source, again })
    run.done.imported++
    process.stderr.write(`${found.place} -> ${target}: ${exchanges} exchanges\n${formatRedaction(report)}`)
  } catch (error) {
    fail(found.place, error, run)
  }
}

async function* exchangesAgain(path: string, line: number | undefined): AsyncGenerator<Exchange> {
  const options = line === undefined ? {} : { line }
  for await (const found of readRecordings(path, options)) yield* found.exchanges
}

/** What is wrong with one file is said, and the next one is read. Only what nobody foresaw ends it all. */
function fail(place: string, error: unknown, { done }: Run): void {
  const isSystem = error instanceof Error && 'code' in error && typeof error.code === 'string'
  if (!(error instanceof EntryError) && !isUsageError(error) && !isHarnessError(error) && !isSystem)
    throw error
  done.failed++
  process.stderr.write(`${place}: ${error instanceof Error ? error.message : error}\n`)
}
