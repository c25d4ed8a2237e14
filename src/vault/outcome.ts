import { bytesOf } from '../wire/body.ts'
import { noBody } from '../wire/exchange.ts'

/** What an operation answers, before the headers that every answer carries. */
export interface Outcome {
  readonly status: number
  readonly body: Uint8Array
  /** `WWW-Authenticate` of a 401; absent when there is none. */
  readonly challenge?: string
}

/** 200 with a JSON body. */
export function ok(body: unknown): Outcome {
  return { status: 200, body: bytesOf(JSON.stringify(body)) }
}

/** 204, with neither body nor Content-Type. */
export const noContent: Outcome = { status: 204, body: noBody }
