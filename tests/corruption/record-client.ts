import { createHash } from 'node:crypto'
import { bytesOf, jsonOf } from '../../src/wire/body.ts'
import { isResponse, noBody, type WireResponse } from '../../src/wire/exchange.ts'
import type { Handler } from '../../src/wire/handler.ts'

/** A good client in a few lines: asks for a challenge once, shares one id among the attempts of an operation, repeats after 429 and 5xx. */
export interface RecordClient {
  /** `PUT /secrets/n`, or a nextLink after the method; the JSON of the answer. */
  call(request: string, body?: unknown): Promise<Readonly<Record<string, unknown>>>
}

export interface RecordClientOptions {
  readonly host: string
  readonly apiVersion: string
  readonly token: string
  /** Clients with different ones have different x-ms-client-request-ids. */
  readonly idPrefix: string
}

/** A client of the handler; it counts its ids, so that a trace is the same every time. */
export function createRecordClient(handler: Handler, options: RecordClientOptions): RecordClient {
  let isChallenged = false
  let operations = 0
  return {
    async call(request, body) {
      const id = guidOf(`${options.idPrefix} ${options.apiVersion} ${operations++}`)
      if (!isChallenged) await send(handler, request, { ...options, id, token: null })
      isChallenged = true
      for (let attempt = 0; attempt < 4; attempt++) {
        const answer = await send(handler, request, { ...options, id, body })
        if (answer.status !== 429 && answer.status < 500)
          return (jsonOf(answer.body) ?? {}) as Record<string, unknown>
      }
      throw new Error(`${request} failed four times.`)
    },
  }
}

interface Attempt extends Omit<RecordClientOptions, 'token'> {
  readonly id: string
  readonly token: string | null
  readonly body?: unknown
}

async function send(handler: Handler, request: string, attempt: Attempt): Promise<WireResponse> {
  const [method = '', target = ''] = request.split(' ')
  const separator = target.includes('?') ? '&' : '?'
  const url = target.startsWith('https:')
    ? target
    : `https://${attempt.host}${target}${separator}api-version=${attempt.apiVersion}`
  const answer = await handler({
    method,
    url,
    headers: [
      ['Accept', 'application/json'],
      ['User-Agent', 'keyvault-contract-tests/1.0'],
      ['x-ms-client-request-id', attempt.id],
      ...(attempt.token === null ? [] : [['Authorization', `Bearer ${attempt.token}`] as const]),
      ...(attempt.body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ],
    body: attempt.body === undefined ? noBody : bytesOf(JSON.stringify(attempt.body)),
  })
  if (!isResponse(answer)) throw new Error(`${request} was not answered.`)
  return answer
}

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
