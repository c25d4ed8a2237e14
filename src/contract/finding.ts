/** Whose requirement it is. */
export type Subject = 'client' | 'service'
/** How bad it is to break it. */
export type Level = 'must' | 'should'

/** One broken requirement, as data. A report is made of these; prose is made from them. */
export interface Finding {
  /** Id in the registry: `paging/empty-page-is-not-the-end`. */
  readonly requirement: string
  readonly level: Level
  readonly subject: Subject
  /** 0-based step of the scenario whose outcome shows it; absent when only the trace shows it. */
  readonly step?: number
  /** Index of the exchange in the trace; absent when the finding is about something that did not happen. */
  readonly exchange?: number
  /** RFC 6901 pointer into the exchange (`/request/headers/authorization`) or the step's outcome (`/value/contentType`). */
  readonly pointer: string
  /** What the requirement asks for, in a few words or as a literal; never a secret. */
  readonly expected: string
  /** What was there instead; never a secret. */
  readonly received: string
  /** One sentence that can stand alone. */
  readonly message: string
}
