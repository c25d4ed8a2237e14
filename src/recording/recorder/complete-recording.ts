import { existsSync, rmSync } from 'node:fs'
import { HarnessError, isHarnessError } from '../../wire/errors.ts'
import { EntryError } from '../entry-error.ts'
import { createTraceFacts, makeProvenance } from '../provenance.ts'
import { readRecordings } from '../read-recordings.ts'
import { type CanaryIndex, createCanaryIndex } from '../redact/find-canaries.ts'
import { createRefusalTally } from '../redact/redaction-report.ts'
import { createRedactor, type RedactedExchange, type Redactor } from '../redact/redactor.ts'
import { watchSecrets } from '../redact/watch-secrets.ts'
import { writeRecording } from '../write-recording.ts'
import { describeFileError } from './describe-file-error.ts'
import { takeLock } from './file-lock.ts'
import { journalOf } from './journal.ts'
import type { JournalHeader, JournalLine } from './journal-line.ts'
import { readJournal, readJournalHeader } from './read-journal.ts'

/** What a recorder that was stopped had left, and what has become of it. */
export interface Completion {
  /** 0: it had not got to recording anything; there is no file then. */
  readonly exchanges: number
}

/**
 * Makes the recording out of a journal that a stopped recorder left beside it; every command that is given a recording does this
 * first. `undefined` when there is nothing to do; `being-recorded` when the journal belongs to a recorder at work.
 * @throws HarnessError when the journal cannot be read, or the file is there and came from something else
 */
export async function completeRecording(file: string): Promise<Completion | 'being-recorded' | undefined> {
  if (!existsSync(journalOf(file))) return undefined
  const lock = takeLock(file)
  if ('heldBy' in lock) return 'being-recorded'
  try {
    return await completeHeld(file)
  } finally {
    lock.release()
  }
}

/** The same for somebody who has the file's lock and keeps it. */
export async function completeHeld(file: string): Promise<Completion | undefined> {
  const journal = journalOf(file)
  if (!existsSync(journal)) return undefined
  try {
    const header = await readJournalHeader(journal)
    if (header === undefined) {
      rmSync(journal, { force: true })
      return { exchanges: 0 }
    }
    if (header.Existing === 'refuse' && existsSync(file)) return await removeWritten(file, journal)
    // Its secrets are gone with its recorder, which looked in every line for those known until then before it wrote it.
    await demandPlaceholders(journal)
    return { exchanges: await writeFromJournal(file, header, createCanaryIndex()) }
  } catch (error) {
    if (error instanceof EntryError)
      throw new HarnessError(`${journal} cannot be completed: ${error.message}.`)
    throw describeFileError(file, error)
  }
}

/**
 * What can still be searched without the secrets: wherever one stands there must be a placeholder, and nowhere a token.
 * @throws HarnessError; the journal goes, for it holds what no file may
 */
async function demandPlaceholders(journal: string): Promise<void> {
  const watch = watchSecrets({ isRedacted: true })
  for await (const { exchange } of readJournal(journal)) {
    const [secret] = watch.see(exchange)
    if (secret === undefined) continue
    rmSync(journal, { force: true })
    throw new HarnessError(
      `${journal} held a ${secret.kind} in exchange ${exchange.index} that was not redacted: it was removed, and no recording was made of it.`,
    )
  }
}

/**
 * Writes the final file from a journal, and removes the journal. Returns the number of exchanges; 0: no file was written.
 * The journal is read twice, never kept in memory.
 * @throws HarnessError when a secret is found, and for nothing else; UsageError when the file is there and must not be replaced
 */
export async function writeFromJournal(
  file: string,
  header: JournalHeader,
  canaries: CanaryIndex,
): Promise<number> {
  const journal = journalOf(file)
  const call = { file, header, canaries }
  const exchanges = await writeLines(() => readJournal(journal), call).catch(async (error: unknown) => {
    if (!isHarnessError(error)) throw error
    // A word that was written down before it was met as a secret: `linux`, in a `User-Agent`. Now all of them are known.
    const redactor = createRedactor({ canaries })
    for await (const { exchange } of readJournal(journal)) redactor.learn(exchange)
    return writeLines(() => redactedAgain(journal, redactor), call)
  })
  rmSync(journal, { force: true })
  return exchanges
}

async function* redactedAgain(journal: string, redactor: Redactor): AsyncGenerator<JournalLine> {
  for await (const { exchange, report } of readJournal(journal))
    yield { exchange: redactor.redact(exchange), report }
}

interface WriteCall {
  readonly file: string
  readonly header: JournalHeader
  readonly canaries: CanaryIndex
}

async function writeLines(
  read: () => AsyncIterable<JournalLine>,
  { file, header, canaries }: WriteCall,
): Promise<number> {
  const facts = createTraceFacts()
  const refusals = createRefusalTally()
  let exchanges = 0
  let last: JournalLine['report'] = { counts: {}, unsearched: 0 }
  for await (const { exchange, report } of read()) {
    facts.see(exchange)
    refusals.add(exchange.refused)
    last = report
    exchanges++
  }
  const report = { ...last, refused: refusals.all() }
  const provenance = makeProvenance({ origin: header.Origin, facts, report })
  const recording = { provenance, exchanges: exchangesOf(read()) }
  if (exchanges > 0) await writeRecording(file, recording, { canaries, existing: header.Existing })
  return exchanges
}

async function* exchangesOf(lines: AsyncIterable<JournalLine>): AsyncGenerator<RedactedExchange> {
  for await (const { exchange } of lines) yield exchange
}

/** The recorder was stopped between putting the file in place and removing its journal; or the file is another one. */
async function removeWritten(file: string, journal: string): Promise<undefined> {
  if ((await dateOfFile(file)) !== (await dateOfJournal(journal)))
    throw new HarnessError(
      `${file} was not made from ${journal}, which a recorder that was stopped has left beside it. Move one of them away.`,
    )
  rmSync(journal, { force: true })
}

async function dateOfFile(file: string): Promise<unknown> {
  for await (const { header } of readRecordings(file)) {
    const provenance = header?.['Provenance']
    return typeof provenance === 'object' && provenance !== null ? Reflect.get(provenance, 'Date') : null
  }
  return null
}

async function dateOfJournal(journal: string): Promise<string | undefined> {
  const facts = createTraceFacts()
  for await (const { exchange } of readJournal(journal)) {
    facts.see(exchange)
    break
  }
  return facts.facts().Date
}
