import { contractHash, toolVersion } from '../contract/contract-hash.ts'
import type { Subject } from '../contract/finding.ts'
import type { CheckedRecording } from '../contract/generated/types/check-report.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { EntryError } from '../recording/entry-error.ts'
import { type FoundRecording, type ReadOptions, readRecordings } from '../recording/read-recordings.ts'
import { type KeptSecret, watchSecrets } from '../recording/redact/watch-secrets.ts'
import type { Exchange } from '../wire/exchange.ts'
import { type KnownInRecordings, knownInRecordings } from './check-known-failures.ts'
import { type CheckSummer, type CheckSums, createCheckSummer } from './check-sums.ts'
import type { FoundFile } from './find-recording-files.ts'
import { type JudgedRecording, judgeRecording } from './judge-recording.ts'

export interface CheckOptions {
  /** Whose requirements are judged. */
  readonly subjects: readonly Subject[]
  readonly knownFailures: readonly KnownFailure[]
  /** The command that judges one recording again. */
  readonly rerun: (place: string) => string
  /** Takes each result as it comes; the next recording waits for it. */
  readonly onRecording: (result: CheckedRecording) => void | Promise<void>
  readonly onExchanges?: (count: number) => void
  /** Stops before the next recording. */
  readonly signal?: AbortSignal
  /** Limits of reading, for tests. */
  readonly read?: Pick<ReadOptions, 'wholeLimit' | 'textLimit'>
}

const mostProblems = 10
const mostSecrets = 100

/** Judges the recordings of files, one at a time; memory grows neither with their number nor with their size. */
export async function checkRecordings(files: Iterable<FoundFile>, options: CheckOptions): Promise<CheckSums> {
  const started = performance.now()
  const known = knownInRecordings(options.knownFailures)
  const run: Run = { options, known, sums: createCheckSummer() }
  for (const file of files) {
    if (options.signal?.aborted) break
    await checkFile(file, run)
  }
  const stale = known.stale()
  const parts = {
    contract: { version: toolVersion, hash: contractHash },
    subjects: [...options.subjects],
    ...(stale.length > 0 ? { staleKnownFailures: stale } : {}),
  }
  return run.sums.sums(parts, performance.now() - started)
}

interface Run {
  readonly options: CheckOptions
  readonly known: KnownInRecordings
  readonly sums: CheckSummer
}

async function checkFile({ path, origin, line }: FoundFile, run: Run): Promise<void> {
  const { sums, options } = run
  const problems: Problems = new Map()
  let recordings = 0
  try {
    const read = { ...options.read, ...(line === undefined ? {} : { line }) }
    const onProblem = (problem: EntryError, place: string): void => note(problems, place, problem.message)
    for await (const found of readRecordings(path, { ...read, onProblem })) {
      recordings++
      await checkRecording(found, run, problems)
      if (options.signal?.aborted) break
    }
    if (recordings === 0 && problems.size === 0) throw new EntryError(nothingIn(line), 'foreign')
    sums.addFile()
  } catch (error) {
    if (origin === 'found' && isNoRecording(error, path)) sums.passOver()
    else note(problems, path, messageOf(error))
  }
  for (const [place, messages] of problems) for (const message of messages) sums.addProblem(place, message)
}

/** What could not be read, by place, until it is told. */
type Problems = Map<string, string[]>

function note(problems: Problems, place: string, message: string): void {
  const messages = problems.get(place) ?? []
  problems.set(place, messages)
  if (messages.length < mostProblems) messages.push(message)
}

function nothingIn(line: number | undefined): string {
  return line === undefined ? 'it holds no recording' : `there is no recording in line ${line}`
}

/** In a folder anything may lie. An empty file is only missed where its name promises data. */
function isNoRecording(error: unknown, path: string): boolean {
  if (!(error instanceof EntryError)) return false
  if (error.message === 'the file is empty') return !/\.(?:json|jsonl|ndjson|ya?ml|har)(?:\.gz)?$/i.test(path)
  return error.isForeign
}

/** What else goes wrong with a file (it cannot be opened, its disk fails) is told like a mistake in it. */
function messageOf(error: unknown): string {
  if (error instanceof EntryError) return error.message
  if (error instanceof Error && 'syscall' in error && 'code' in error)
    return `it cannot be read (${String(error.code)})`
  throw error
}

async function checkRecording(found: FoundRecording, run: Run, problems: Problems): Promise<void> {
  const { options, known, sums } = run
  const { secrets, onExchange } = collectSecrets(found)
  const judged = await judgeRecording(found, { ...options, onExchange })
  for (const index of judged.unjudged)
    note(problems, found.place, `exchange ${index}: a body that is nested too deeply to be judged`)
  const messages = problems.get(found.place) ?? []
  problems.delete(found.place)
  for (const message of messages) sums.addProblem(found.place, message)
  known.see(judged)
  const findings = judged.findings.map(known.excuse)
  const status = secrets.length > 0 ? 'failed' : statusOf(judged, findings, messages)
  sums.addRecording(judged, status)
  for (const secret of secrets) sums.addSecret(found.place, secret)
  await options.onRecording({
    file: found.place,
    format: found.format,
    ...(found.recorder === found.format ? {} : { recorder: found.recorder }),
    status,
    ...countsOf(judged),
    findings,
    ...detailsOf(judged, messages),
    ...(secrets.length > 0 ? { secrets: secrets.slice(0, mostSecrets) } : {}),
    rerun: options.rerun(found.place),
  })
}

/** What a recording still holds that no recording should; known when it has been judged. */
function collectSecrets({ format }: FoundRecording): {
  readonly secrets: readonly KeptSecret[]
  onExchange(exchange: Exchange): void
} {
  const watch = watchSecrets({ isRedacted: format === 'keyvault-contract' })
  const secrets: KeptSecret[] = []
  return { secrets, onExchange: (exchange) => void secrets.push(...watch.see(exchange)) }
}

function statusOf(
  { judgedExchanges }: JudgedRecording,
  findings: CheckedRecording['findings'],
  problems: readonly string[],
): CheckedRecording['status'] {
  if (findings.some(({ known }) => known === undefined)) return 'failed'
  if (problems.length > 0) return 'error'
  if (findings.length > 0) return 'known'
  return judgedExchanges === 0 ? 'empty' : 'passed'
}

function countsOf({
  exchanges,
  judgedExchanges,
  requirements,
}: JudgedRecording): Pick<CheckedRecording, 'exchanges' | 'judgedExchanges' | 'verdicts'> {
  let verdicts = 0
  for (const { kept, broken } of requirements.values()) verdicts += kept + broken
  return { exchanges, judgedExchanges, verdicts }
}

function detailsOf(
  { findings, requirements, recorderFaults }: JudgedRecording,
  problems: readonly string[],
): Pick<CheckedRecording, 'omitted' | 'recorderFaults' | 'problems'> {
  let broken = 0
  for (const counts of requirements.values()) broken += counts.broken
  const faults: Record<string, number> = {}
  for (const { rule, count } of recorderFaults) faults[rule.id] = (faults[rule.id] ?? 0) + count
  return {
    ...(broken > findings.length ? { omitted: broken - findings.length } : {}),
    ...(recorderFaults.length > 0 ? { recorderFaults: faults } : {}),
    ...(problems.length > 0 ? { problems: [...problems] } : {}),
  }
}
