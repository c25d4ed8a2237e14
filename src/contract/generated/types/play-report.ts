// Generated from schemas/play-report.json by `npm run generate`: edit that.

/**
 * What the `json` reporter prints for `play`.
 */
export interface PlayReport {
  contract: {
    /**
     * Of this tool.
     */
    version: string
    /**
     * SHA-256 over schemas, in hexadecimal.
     */
    hash: string
  }
  /**
   * How the program ended: by itself, or by a signal.
   */
  program: {
    code?: number
    signal?: string
  }
  /**
   * To vaults, answered or not.
   */
  requests: number
  /**
   * Recorded exchanges that were served, each counted once for each client.
   */
  used: number
  /**
   * Exchanges that had to be asked for and were not, in the recordings that were played.
   */
  unused: number
  /**
   * Answers that no exchange of their own stands for.
   */
  repeated: number
  recordings: PlayedRecording[]
  /**
   * The first of each difference in each exchange, and what was never asked for; at most 1,000.
   */
  findings: PlayFinding[]
  /**
   * Beyond those.
   */
  moreFindings: number
  /**
   * Requests that nothing answered; at most 100.
   */
  misses: Miss[]
  /**
   * Beyond those.
   */
  moreMisses: number
  /**
   * Requirements on clients that the program's traffic does not keep. They fail nothing here: a program that plays as recorded has its recording's defects.
   */
  requirements: BrokenRequirement[]
}
export interface PlayedRecording {
  recording: string
  exchanges: number
  /**
   * To how many clients, by host.
   */
  plays: number
  used: number
  unused: number
}
export interface PlayFinding {
  kind: 'request' | 'unused' | 'unplayed'
  level: 'fail' | 'warn'
  recording: string
  exchange?: number
  request: string
  field: string
  expected: string
  received: string
}
export interface Miss {
  reason: 'nothing fits' | 'budget exceeded' | 'no address'
  request: string
  host: string
  count: number
  nearest: NearExchange[]
  used: number
  left: number
  suggestions: string[]
}
export interface NearExchange {
  recording: string
  exchange: number
  request: string
  /**
   * 0: the connection was closed.
   */
  status: number
  fields: FieldVerdict[]
}
export interface FieldVerdict {
  field: string
  fits: boolean
  expected: string
  received: string
}
export interface BrokenRequirement {
  requirement: string
  level: 'must' | 'should'
  count: number
  /**
   * The first time.
   */
  message: string
}
