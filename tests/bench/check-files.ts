import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { jsonOf } from '../../src/wire/body.ts'
import { type Exchange, isResponse } from '../../src/wire/exchange.ts'

/** Layouts of a file: many recordings of 40 exchanges each, or one recording of all. */
export type Layout = 'many recordings, JSON Lines' | 'one recording, test-proxy JSON'

const layouts: Readonly<
  Record<Layout, (exchanges: readonly Exchange[], count: number) => Generator<string>>
> = {
  'many recordings, JSON Lines': inLines,
  'one recording, test-proxy JSON': inEntries,
}

export const allLayouts: readonly Layout[] = Object.keys(layouts) as Layout[]

/** Writes a number of exchanges, those given over and over, but for the first: a client is challenged once. */
export async function writeRecordings(
  file: string,
  layout: Layout,
  { exchanges, count }: { readonly exchanges: readonly Exchange[]; readonly count: number },
): Promise<void> {
  await pipeline(layouts[layout](exchanges, count), createWriteStream(file))
}

function nth<T>(items: readonly T[], index: number): T | undefined {
  return items[index === 0 ? 0 : 1 + ((index - 1) % (items.length - 1))]
}

const perLine = 40

function* inLines(exchanges: readonly Exchange[], count: number): Generator<string> {
  const texts = exchanges.map((exchange) => JSON.stringify(neutral(exchange)))
  for (let from = 0; from < count; from += perLine) {
    const line = Array.from({ length: Math.min(perLine, count - from) }, (_, at) => nth(texts, from + at))
    yield `{"source":"bench","format":"har","exchanges":[${line.join(',')}]}\n`
  }
}

function* inEntries(exchanges: readonly Exchange[], count: number): Generator<string> {
  const texts = exchanges.map((exchange) => JSON.stringify(entryOf(exchange), undefined, 2))
  yield '{\n  "Entries": [\n'
  for (let index = 0; index < count; index++) yield `${nth(texts, index)}${index < count - 1 ? ',' : ''}\n`
  yield '  ],\n  "Variables": {}\n}\n'
}

function neutral({ request, answer }: Exchange): unknown {
  return {
    method: request.method,
    url: request.url,
    reqHeaders: request.headers,
    reqBody: jsonOf(request.body) ?? null,
    ...(isResponse(answer)
      ? { status: answer.status, resHeaders: answer.headers, resBody: jsonOf(answer.body) ?? null }
      : { status: 0, resHeaders: [], resBody: null }),
  }
}

/** An exchange as the test proxy has it. */
export function entryOf({ request, answer }: Exchange): unknown {
  if (!isResponse(answer)) throw new Error('the reference vault did not answer')
  return {
    RequestUri: request.url,
    RequestMethod: request.method,
    RequestHeaders: Object.fromEntries(request.headers),
    RequestBody: jsonOf(request.body) ?? null,
    StatusCode: answer.status,
    ResponseHeaders: Object.fromEntries(answer.headers),
    ResponseBody: jsonOf(answer.body) ?? null,
  }
}
