import type { CheckedRecording } from '../contract/generated/types/check-report.ts'
import type { CheckSums } from '../suite/check-sums.ts'

/** Writes a report of `check` while recordings are judged: none of it has to wait in memory for the end. */
export interface CheckReporter {
  /** Resolves when the next result may come. */
  onRecording(result: CheckedRecording): void | Promise<void>
  /** The sums; the report is whole after it. */
  end(sums: CheckSums): void | Promise<void>
  /** Takes back what was written, when there is no end. */
  abandon(): void
}

/** Where a reporter writes to. */
export interface CheckOutput {
  /** Resolves when more may be written. */
  write(text: string): void | Promise<void>
  /** The text is whole. */
  finish(): void
  /** The text never became whole. */
  abandon(): void
}
