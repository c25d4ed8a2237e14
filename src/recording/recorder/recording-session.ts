import { HarnessError, isHarnessError } from '../../wire/errors.ts'
import { isResponse, nothingUnknown, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { findInTexts } from '../redact/find-canaries.ts'
import type { KeepRules } from '../redact/keep-rules.ts'
import { textsOfAnswer, textsOfRequest } from '../redact/redacted-texts.ts'
import type { RedactionReport } from '../redact/redaction-report.ts'
import { createRedactor, type RedactedExchange, type Redactor } from '../redact/redactor.ts'
import { writeFromJournal } from './complete-recording.ts'
import { decodedAnswer, decodedRequest } from './decoded-for-record.ts'
import { describeFileError, reasonOf } from './describe-file-error.ts'
import type { FileLock } from './file-lock.ts'
import type { Journal } from './journal.ts'
import { formatJournalLine, formatJournalRequest, type JournalHeader } from './journal-line.ts'

export interface SessionParts {
  readonly file: string
  readonly header: JournalHeader
  readonly journal: Journal
  readonly lock: FileLock
  readonly keep?: KeepRules | undefined
  readonly vaultHosts?: readonly string[] | undefined
  /** See `RecordingOptions`. */
  readonly onStopped?: ((message: string) => void) | undefined
}

/** An exchange that nobody needs to wait for. */
export interface FinishedExchange extends Partial<Times> {
  readonly request: WireRequest
  readonly answer: WireAnswer
}

/** Milliseconds since the Unix epoch. */
interface Times {
  readonly sentAt: number
  readonly answeredAt: number
}

/** What a recording came to. */
export interface RecordingOutcome {
  /** 0: nothing was answered, and there is no file. */
  readonly exchanges: number
  readonly report: RedactionReport
}

/**
 * A recording that is being made. It knows every secret that passed, in memory only, until it ends. A secret that is found where
 * it must not be, a full disk, and a fault of the redaction end the recording for good, for one with a hole in it would lie;
 * clients are served on, so that a program that is half through can clean up behind itself.
 */
export class RecordingSession {
  readonly #parts: SessionParts
  readonly #redactor: Redactor
  readonly #underWay = new Set<Promise<WireAnswer>>()
  /** Redacted requests that were searched for every secret met before them, as they are written. */
  readonly #prepared = new WeakMap<WireRequest, string>()
  #exchanges = 0
  #answered = 0
  #state: 'recording' | 'ended' | HarnessError = 'recording'

  constructor(parts: SessionParts) {
    const { keep, vaultHosts } = parts
    this.#parts = parts
    this.#redactor = createRedactor({ ...(keep && { keep }), ...(vaultHosts && { vaultHosts }) })
  }

  /**
   * Wraps the service side. An exchange is redacted and in the journal before its answer is given back: whatever then happens to
   * this process, no client has seen an answer that is lost. For that an answer is given back when it is complete.
   */
  record(handler: Handler): Handler {
    return async (request) => {
      const sentAt = Date.now()
      const coming = handler(request)
      this.#underWay.add(coming)
      const sent = decodedRequest(request)
      // Behind what sends it: undici looks once more whether its connection is still open.
      setImmediate(() => this.#underWay.has(coming) && this.#prepare(sent))
      try {
        const answer = await coming
        this.#write(sent, answer, { sentAt, answeredAt: Date.now() })
        return answer
      } finally {
        this.#underWay.delete(coming)
      }
    }
  }

  /**
   * Takes in an exchange that is over already, as of now unless it has times of its own. What comes after the recording was
   * finished or stopped is not recorded.
   */
  add(exchange: FinishedExchange): void {
    const { request, answer, sentAt = Date.now(), answeredAt = Date.now() } = exchange
    this.#write(decodedRequest(request), answer, { sentAt, answeredAt })
  }

  /** Resolves when nothing is under way, or after so many milliseconds. */
  async settle(limit: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const end = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit)
    })
    await Promise.race([end, Promise.allSettled(this.#underWay)])
    clearTimeout(timer)
  }

  /**
   * Looks for every secret that passed and puts the file in place. What is answered later is not recorded.
   * @throws HarnessError when the recording had ended before, or a secret was found: there is no file then
   */
  async finish(): Promise<RecordingOutcome> {
    const { file, header, journal, lock } = this.#parts
    const state = this.#state
    this.#state = 'ended'
    try {
      if (state !== 'recording')
        throw state === 'ended' ? new HarnessError(`${file} was finished before.`) : state
      const report = this.#redactor.report()
      if (this.#answered === 0) journal.remove()
      else await this.#putInPlace(file, header)
      return { exchanges: this.#answered === 0 ? 0 : this.#exchanges, report }
    } finally {
      lock.release()
    }
  }

  /** Gives up without a file. What was recorded stays in the journal; a journal without exchanges goes. */
  discard(): void {
    if (this.#state !== 'recording') return
    this.#state = 'ended'
    if (this.#exchanges === 0) this.#parts.journal.remove()
    else this.#parts.journal.close()
    this.#parts.lock.release()
  }

  /** What can be done before the answer is there is done while it is on its way. What fails now fails again when it is written. */
  #prepare(sent: WireRequest): void {
    if (this.#state !== 'recording') return
    try {
      const request = this.#redactor.prepare(sent)
      if (!findInTexts(this.#redactor.canaries, textsOfRequest(request)))
        this.#prepared.set(request, formatJournalRequest(request))
    } catch {}
  }

  /** The request as it is recorded. */
  #write(request: WireRequest, answer: WireAnswer, times: Times): void {
    if (this.#state !== 'recording') return
    try {
      const exchange = this.#redact(request, answer, times)
      const form = this.#findSecret(exchange)
      if (form !== undefined) this.#stopForSecret(form)
      else this.#append(exchange)
    } catch (error) {
      this.#stop(`the redaction of exchange ${this.#exchanges} failed (${reasonOf(error)})`)
    }
  }

  #redact(request: WireRequest, answer: WireAnswer, times: Times): RedactedExchange {
    return this.#redactor.redact({
      index: this.#exchanges,
      request,
      answer: decodedAnswer(answer),
      ...times,
      unknown: nothingUnknown,
    })
  }

  /** A request that was prepared is the same object only if no secret that was met since is in it. */
  #findSecret(exchange: RedactedExchange): string | undefined {
    const { request, answer, refused } = exchange
    const unsearched = this.#prepared.has(request) ? [] : textsOfRequest(request)
    const texts = [...unsearched, ...textsOfAnswer(answer, refused)]
    return findInTexts(this.#redactor.canaries, texts)?.form
  }

  #append(exchange: RedactedExchange): void {
    try {
      const line = { exchange, report: this.#redactor.progress() }
      this.#parts.journal.append(formatJournalLine(line, this.#prepared.get(exchange.request)))
      this.#exchanges++
      if (isResponse(exchange.answer)) this.#answered++
    } catch (error) {
      this.#stop(`${this.#parts.journal.path} could not be written: ${reasonOf(error)}`)
    }
  }

  /** What led to it may be in the journal: of a recording that leaks nothing is kept. */
  #stopForSecret(form: string): void {
    this.#parts.journal.remove()
    this.#end(
      `Recording stopped: exchange ${this.#exchanges} still held a secret, in ${form} form, after its redaction. Nothing of the recording is kept. If the secret is the name of a public host, record with another value; otherwise this is a fault of the redaction: report it without the exchange.`,
    )
  }

  #stop(why: string): void {
    const { journal, file } = this.#parts
    this.#end(
      `Recording stopped after ${this.#exchanges === 1 ? '1 exchange' : `${this.#exchanges} exchanges`}: ${why}. What was recorded until then is in ${journal.path}; the next command that is given ${file} makes a recording of it.`,
    )
    try {
      journal.close()
    } catch {
      // That it cannot be flushed is what has just been told.
    }
  }

  #end(message: string): void {
    this.#state = new HarnessError(message)
    this.#parts.onStopped?.(`${message} The program is served on, unrecorded.`)
  }

  async #putInPlace(file: string, header: JournalHeader): Promise<void> {
    const { journal } = this.#parts
    const { canaries } = this.#redactor
    try {
      journal.close()
      await writeFromJournal(file, header, canaries)
    } catch (error) {
      // A secret was found, and the journal holds it, too.
      if (isHarnessError(error)) journal.remove()
      throw describeFileError(file, error)
    }
  }
}
