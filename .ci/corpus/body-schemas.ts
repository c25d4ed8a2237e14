// Holds every recorded body of real vaults against the schemas: SHARED=../shared npx tsx .ci/corpus/body-schemas.ts
// Prints counts; exit code 1 when a response breaks its schema. Requests are counted only: they are the clients' doing.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { isKnownApiVersion } from '../../src/contract/api-versions.ts'
import type { BodyProblem } from '../../src/contract/body-problem.ts'
import { matchOperation, type OperationMatch } from '../../src/contract/match-operation.ts'
import { requestBodyOf, responseBodyOf } from '../../src/contract/schema-catalogue.ts'
import { validateBody } from '../../src/contract/validate-body.ts'

interface Recorded {
  readonly method: string
  readonly url: string
  readonly reqBody: unknown
  readonly status: number | null
  readonly resHeaders: readonly (readonly [string, string])[] | null
  readonly resBody: unknown
}
interface Trace {
  readonly path: string
  readonly exchanges: readonly Recorded[]
}

const file = `${process.env['SHARED'] ?? '../shared'}/corpus/traces.jsonl.gz`
const traces = gunzipSync(readFileSync(file))
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Trace)
const versionsByRequestId = collectRequestIds()
const counts = new Map<string, number>()
const problems = { response: new Map<string, number>(), request: new Map<string, number>() }
const examples = new Map<string, string>()

for (const trace of traces) {
  for (const exchange of trace.exchanges) {
    const match = matchOperation(exchange.method, absolute(exchange.url))
    if (match) judge(trace, exchange, match)
    else count('no operation of the contract')
  }
}
print()

function judge(trace: Trace, exchange: Recorded, match: OperationMatch): void {
  if (/^2015-/.test(match.apiVersion ?? '')) {
    count('api-version outside the contract')
    return
  }
  const version = versionOf(match, trace, exchange)
  tell('request', trace, problemsOfRequest(exchange, match))
  tell('response', trace, problemsOfResponse(exchange, match, version))
}

/** What is wrong, or in words why nothing is. */
type Verdict = readonly string[] | string

function problemsOfRequest(exchange: Recorded, match: OperationMatch): Verdict {
  const body = requestBodyOf(match.operation)
  const json = parsed(exchange.reqBody)
  // Recorders that keep no request bodies put `*` or nothing; probes have none.
  if (!body || json === undefined) return 'requests without a recorded body'
  return inWords(`${match.operation} ${body}`, validateBody(body, match.apiVersion, json))
}

function problemsOfResponse(
  { status, resBody }: Recorded,
  match: OperationMatch,
  version: string | undefined,
): Verdict {
  if (status === null || status < 200) return 'no response recorded'
  const body = responseBodyOf(match.operation, status)
  if (body === undefined) return [`${match.operation} ${status} is no answer of the contract`]
  // Nise keeps an empty body as an empty list.
  const empty = !resBody || (Array.isArray(resBody) && resBody.length === 0)
  if (body === 'empty') return empty ? [] : [`${match.operation} ${status} has a body`]
  if (status === 401 && empty) return '401 of before August 2019, empty'
  return inWords(`${match.operation} ${status} ${body}`, validateBody(body, version, parsed(resBody)))
}

function inWords(place: string, found: readonly BodyProblem[]): string[] {
  return found.map(({ kind, pointer, expected, received }) => {
    const where = pointer.replace(/\/\d+\//g, '/*/')
    return `${place}: ${kind} ${where}: expected ${expected}, received ${received.replace(/\d+/g, 'N')}`
  })
}

function tell(side: 'request' | 'response', trace: Trace, verdict: Verdict): void {
  if (typeof verdict === 'string') count(verdict)
  else if (verdict.length === 0) count(`${side}s that keep their schema`)
  else for (const problem of verdict) add(side, problem, trace)
}

/** An api-version that was written into a recording afterwards says nothing about the members: the schema alone judges. */
function versionOf(match: OperationMatch, trace: Trace, exchange: Recorded): string | undefined {
  const version = match.apiVersion
  if (version === undefined) return undefined
  if (!isKnownApiVersion(version)) return undefined
  // .NET track 1 wrote 7.0 into recordings of 2017 that were made under 2016-10-01.
  const track1 = version === '7.0' && trace.path.includes('/dataPlane/Microsoft.Azure.KeyVault.')
  if (track1 || (versionsByRequestId.get(requestId(exchange))?.size ?? 0) > 1) {
    count('api-version edited afterwards: judged without its rules')
    return undefined
  }
  return version
}

function add(side: 'request' | 'response', text: string, trace: Trace): void {
  problems[side].set(text, (problems[side].get(text) ?? 0) + 1)
  if (!examples.has(text)) examples.set(text, trace.path)
}

function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

function print(): void {
  for (const [what, times] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(times).padStart(7)} ${what}`)
  for (const side of ['response', 'request'] as const) {
    console.log(`${side} problems: ${[...problems[side].values()].reduce((sum, times) => sum + times, 0)}`)
    for (const [text, times] of [...problems[side]].sort((a, b) => b[1] - a[1])) {
      console.log(`${String(times).padStart(7)} ${text}\n        e.g. ${examples.get(text)}`)
    }
  }
  const judged = counts.get('responses that keep their schema') ?? 0
  process.exitCode = problems.response.size > 0 || judged < 20_000 ? 1 : 0
}

function collectRequestIds(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const exchange of traces.flatMap((trace) => trace.exchanges)) {
    const id = requestId(exchange)
    const version = matchOperation(exchange.method, absolute(exchange.url))?.apiVersion
    if (id !== '' && version !== undefined) found.set(id, (found.get(id) ?? new Set()).add(version))
  }
  return found
}

function requestId(exchange: Recorded): string {
  return exchange.resHeaders?.find(([name]) => name.toLowerCase() === 'x-ms-request-id')?.[1] ?? ''
}

/** Some recorders keep the path alone. */
function absolute(url: string): string {
  return url.startsWith('/') ? `https://recorded.vault.azure.net${url}` : url
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body ?? undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
