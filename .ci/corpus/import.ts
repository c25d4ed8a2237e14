// Imports every real recording and looks at the result: SHARED=../shared npx tsx .ci/corpus/import.ts
// Each must read back as the same exchanges (methods, statuses, operations, members of bodies), a second redaction must change nothing,
// no check may find more or less in it, and no value, name, host or tenant of the original may be in it.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeTrace } from '../../src/contract/judge-trace.ts'
import { matchOperation } from '../../src/contract/match-operation.ts'
import { seeExchange } from '../../src/contract/see-exchange.ts'
import { importRecording } from '../../src/recording/import-recording.ts'
import { learnVaults } from '../../src/recording/learn-vaults.ts'
import { type FoundRecording, readRecordings } from '../../src/recording/read-recordings.ts'
import { isContractsWord } from '../../src/recording/redact/contract-words.ts'
import { withoutPlaceholders } from '../../src/recording/redact/placeholder-patterns.ts'
import { isRecordersWord } from '../../src/recording/redact/recorders-words.ts'
import { jsonOf, textOf } from '../../src/wire/body.ts'
import { type Exchange, isResponse } from '../../src/wire/exchange.ts'
import { getHeader } from '../../src/wire/headers.ts'

const addresses = /https:\/\/([^/:"]+)(?::\d+)?\/+(?:deleted)?secrets\/([^/?"\s']+)(?:\/([0-9a-f]{32}))?/g
const madeUpHosts = /^(?:sanitized|redacted|keyvault_name|vaultname|fakevault|fakekvurl)\b/i
const corpus = `${process.env['SHARED'] ?? '../shared'}/corpus`
const folder = await mkdtemp(join(tmpdir(), 'kvc-import-'))
const problems: string[] = []
const refused = new Map<string, number>()
const judged = new Map<string, number>()
let [recordings, exchanges, searched] = [0, 0, 0]
const started = performance.now()

const files = readdirSync(`${corpus}/recordings`, { recursive: true, encoding: 'utf8' })
  .map((path) => `${corpus}/recordings/${path}`)
  .filter((path) => statSync(path).isFile() && !path.endsWith('.tsv'))
try {
  for (const file of [...files.sort(), `${corpus}/traces.jsonl.gz`])
    for await (const found of readRecordings(file)) await tryRecording(found)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
report()

async function tryRecording(found: FoundRecording): Promise<void> {
  const originals: Exchange[] = []
  for await (const exchange of found.exchanges) originals.push(exchange)
  const target = join(folder, `${recordings++}.json`)
  const first = await importOnce({ ...found, exchanges: originals }, target)
  const text = readFileSync(target, 'utf8')
  const [read] = await collect(target)
  exchanges += originals.length
  compare(found.place, originals, read?.exchanges ?? [])
  search(found.place, originals, text)
  for (const { part, name, count } of first.report.refused)
    refused.set(`${part} ${name}`, (refused.get(`${part} ${name}`) ?? 0) + count)
  if (read) await importOnce({ ...read.found, exchanges: read.exchanges }, target)
  if (readFileSync(target, 'utf8') !== text) problems.push(`${found.place}: a second redaction changes it`)
  rmSync(target)
}

async function importOnce(found: FoundRecording, target: string): ReturnType<typeof importRecording> {
  const again = async function* (): AsyncGenerator<Exchange> {
    yield* found.exchanges
  }
  return importRecording(found, {
    target,
    existing: 'replace',
    as: 'recording',
    keep: new Map(),
    source: found.recorder,
    again,
  })
}

async function collect(file: string): Promise<{ found: FoundRecording; exchanges: Exchange[] }[]> {
  const all: { found: FoundRecording; exchanges: Exchange[] }[] = []
  for await (const found of readRecordings(file)) {
    const list: Exchange[] = []
    for await (const exchange of found.exchanges) list.push(exchange)
    all.push({ found, exchanges: list })
  }
  return all
}

function compare(place: string, originals: readonly Exchange[], results: readonly Exchange[]): void {
  if (originals.length !== results.length)
    problems.push(`${place}: ${results.length} of ${originals.length} exchanges`)
  for (const [index, original] of originals.entries()) {
    const result = results[index]
    if (result && describe(original) !== describe(result))
      problems.push(`${place} #${index}: ${describe(original)}\n  became ${describe(result)}`)
  }
  const [before, after] = [findingsOf(originals), findingsOf(results)]
  // Other recorders' sanitising is mended (one vault under two names), and what was left out is judged no more: findings may go.
  for (const finding of after)
    if (!before.has(finding)) problems.push(`${place}: only in the result: ${finding}`)
  for (const finding of before) if (!after.has(finding)) count(finding.split(' ')[0] ?? '')
}

function count(key: string): void {
  judged.set(key, (judged.get(key) ?? 0) + 1)
}

function describe({ request, answer }: Exchange): string {
  const match = matchOperation(request.method, request.url)
  const status = isResponse(answer) ? answer.status : 'closed'
  const bodies = [request.body, isResponse(answer) ? answer.body : undefined].map((body) =>
    match && body ? membersOf(jsonOf(body)) : '',
  )
  return [request.method, match?.operation, match?.apiVersion, status, ...bodies].join(' ')
}

/** Every place of a body, without the names of tags. */
function membersOf(value: unknown, pointer = ''): string {
  if (typeof value !== 'object' || value === null) return `${pointer}:${typeof value} `
  const isTags = pointer.endsWith('/tags') && !pointer.includes('/attributes')
  return Object.entries(value)
    .map(([name, member]) => membersOf(member, `${pointer}/${isTags ? '*' : name}`))
    .join('')
}

function findingsOf(list: readonly Exchange[]): Set<string> {
  const judge = judgeTrace({ findingsPerRequirement: Number.POSITIVE_INFINITY })
  const vaults = learnVaults()
  for (const exchange of list) judge.see(seeExchange(exchange, { vaultHosts: vaults.see(exchange) }))
  judge.end()
  return new Set(
    judge
      .result()
      .findings.map(({ requirement, exchange, pointer }) => `${requirement} ${exchange} ${pointer}`),
  )
}

/** Taken from the originals by means of their own, not by the redactor's. */
function search(place: string, originals: readonly Exchange[], text: string): void {
  const entries = withoutPlaceholders(text.slice(text.indexOf('\n  "Entries"'))).toLowerCase()
  for (const [kind, terms] of Object.entries(termsOf(originals))) {
    for (const term of terms) {
      searched++
      if (entries.includes(term.toLowerCase()))
        problems.push(`${place}: a ${kind} of ${term.length} characters survived`)
    }
  }
}

function termsOf(
  originals: readonly Exchange[],
): Record<'value' | 'name' | 'host' | 'tenant' | 'version', Set<string>> {
  const terms = {
    value: new Set<string>(),
    name: new Set<string>(),
    host: new Set<string>(),
    tenant: new Set<string>(),
    version: new Set<string>(),
  }
  const take = (kind: keyof typeof terms, term: string | undefined): void => {
    if (
      term &&
      term.length >= 6 &&
      !isRecordersWord(term) &&
      !isContractsWord(term) &&
      withoutPlaceholders(term).trim() !== ''
    )
      terms[kind].add(term)
  }
  for (const { request, answer } of originals) {
    const bodies = [textOf(request.body), isResponse(answer) ? textOf(answer.body) : '']
    for (const address of [request.url, ...bodies].join('\n').matchAll(addresses)) takeAddress(address, take)
    for (const body of bodies) take('value', valueIn(body))
    const challenge = isResponse(answer) ? getHeader(answer.headers, 'www-authenticate') : undefined
    take('tenant', /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(challenge ?? '')?.[0])
  }
  return terms
}

function takeAddress(
  [, host, name, version]: RegExpExecArray,
  take: (kind: 'host' | 'name' | 'version', term: string | undefined) => void,
): void {
  if (host && !madeUpHosts.test(host)) take('host', host.split('.')[0])
  if (name !== 'restore') take('name', name)
  take('version', version)
}

/** Values of secrets that are no plain word: a word is in messages too. */
function valueIn(body: string): string | undefined {
  const json = jsonOf(new TextEncoder().encode(body))
  const value = typeof json === 'object' && json !== null ? Reflect.get(json, 'value') : undefined
  return typeof value === 'string' && !/^[a-z]+$|^\d{1,11}$/i.test(value) ? value : undefined
}

function report(): void {
  for (const problem of problems.slice(0, 40)) console.log(problem)
  for (const [what, times] of [...refused].sort(([, one], [, other]) => other - one))
    console.log(`left out: ${what} (${times}x)`)
  for (const [what, times] of [...judged].sort()) console.log(`a finding less: ${what} (${times}x)`)
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${recordings} recordings, ${exchanges} exchanges imported in ${seconds.toFixed(1)} s, ${searched} terms searched, ${problems.length} problems`,
  )
  process.exitCode = problems.length > 0 || recordings < 1200 || searched < 1000 ? 1 : 0
}
