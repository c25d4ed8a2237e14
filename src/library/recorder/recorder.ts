import type { RedactionReport } from '../../recording/redact/redaction-report.ts'
import type { HttpClient, InnerHttpClient } from '../../transports/in-process/http-client.ts'
import type { Exchange } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import type { InProcessService } from '../service.ts'

/**
 * A recording that is being made in this process. What is wrapped goes on after `finish`, unrecorded; what is wrong with what it
 * is given is a UsageError, and so is a wrapper that is asked for after `finish`. Each exchange is redacted and in a journal beside the file before its answer
 * is given back; `finish` puts the file in its place. A process that ends before that leaves the journal, of which the next
 * `recordTo` or `playRecording` of the file makes the recording.
 *
 * @example const recorder: Recorder = await recordTo('mine.json')
 */
export interface Recorder {
  readonly file: string
  /** The same service, with all that goes through it recorded. */
  service<Service extends InProcessService>(service: Service): Service
  /** The same HTTP client, with all that goes through it recorded: for a client that talks to a live vault. */
  httpClient(client: InnerHttpClient): HttpClient
  /** The same handler of wire messages, with all that goes through it recorded. */
  wrap(handler: Handler): Handler
  /**
   * Records an exchange that is over: what another recorder heard. Without times it is as of now.
   *
   * @throws UsageError for what is no exchange, and after the recording was finished
   */
  record(
    exchange: Pick<Exchange, 'request' | 'answer'> & Partial<Pick<Exchange, 'sentAt' | 'answeredAt'>>,
  ): void
  /**
   * Waits for what is under way, looks for every secret that passed, and puts the file in place.
   *
   * @throws HarnessError when a secret is found or the file can not be written: nothing, or the journal alone, is left then;
   *   and when the recording was finished before
   */
  finish(): Promise<FinishedRecording>
  /** Gives up without a file; what was recorded stays in the journal. */
  discard(): void
}

/**
 * What a recording came to.
 *
 * @example const { exchanges } = await recorder.finish()
 */
export interface FinishedRecording {
  readonly file: string
  /** 0: nothing was answered, and there is no file. */
  readonly exchanges: number
  /** What was replaced and what was left out, in numbers; never a secret. */
  readonly redaction: RedactionReport
}
