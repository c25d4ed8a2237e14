// Plays real recordings to a second client with names, host and spelling of its own: npx tsx .ci/corpus/play.ts [--every N] [--show]
// Every exchange must be answered as recorded: no miss, no difference, nothing unused. Exit 1 if not.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createPlayer } from '../../src/recording/player/create-player.ts'
import { parseDials } from '../../src/recording/player/dials.ts'
import { createExchangeStore } from '../../src/recording/player/exchange-store.ts'
import { indexRecording } from '../../src/recording/player/index-recording.ts'
import {
  playAsSecondClient,
  type SecondExchange,
  seededRandom,
} from '../../src/recording/player/testing/second-client.ts'
import { type FoundRecording, readRecordings } from '../../src/recording/read-recordings.ts'
import { textOf } from '../../src/wire/body.ts'
import { type Exchange, isResponse, noBody } from '../../src/wire/exchange.ts'

const args = process.argv.slice(2)
const every = args.includes('--every') ? Number(args[args.indexOf('--every') + 1]) : 4
const shown = args.includes('--show')
const shared = process.env['SHARED'] ?? new URL('../../../shared', import.meta.url).pathname
const corpus = join(shared, 'corpus')

interface Counts {
  recordings: number
  exchanges: number
  left: number
  clean: number
}
const byFormat = new Map<string, Counts>()
const problems: string[] = []
let line = 0

for (const file of filesIn(join(corpus, 'recordings')))
  for await (const found of readRecordings(file)) await play(found)
for await (const found of readRecordings(join(corpus, 'traces.jsonl.gz')))
  if (line++ % every === 0) await play(found)

for (const [format, { recordings, exchanges, left, clean }] of [...byFormat].sort())
  console.log(
    `${format.padEnd(24)} ${recordings} recordings, ${exchanges} exchanges played, ${left} not with a vault; ${clean} recordings without a difference`,
  )
console.log(`${problems.length} problems`)
for (const problem of problems.slice(0, shown ? 400 : 20)) console.log(`  ${problem}`)
if (problems.length > 0) process.exit(1)

async function play(found: FoundRecording): Promise<void> {
  const exchanges: Exchange[] = []
  for await (const exchange of found.exchanges) exchanges.push(exchange)
  const store = createExchangeStore()
  const recording = await indexRecording({ place: found.place, exchanges }, store)
  const player = createPlayer({ recordings: [recording], store, dials: parseDials({}) })
  const played = new Set([...recording.entries].map(({ index }) => index))
  const before = problems.length
  const hosts = new Map(recording.hosts.map((host, index) => [host, `second-${index}.vault.azure.net`]))
  const sent = exchanges.filter(({ index }) => played.has(index))
  const done = await playAsSecondClient(sent, player.handler, { hosts, random: seededRandom(line) })
  for (const one of done)
    problems.push(
      ...differences(one).map(
        (problem) =>
          `${found.place} #${one.recorded.index} ${one.request.method} ${one.request.url.slice(0, 110)}: ${problem}`,
      ),
    )
  const report = player.report()
  for (const { field, expected, received, exchange, request } of report.findings)
    problems.push(`${found.place} #${exchange} ${request} ${field}: ${expected} / ${received}`)
  for (const miss of report.misses) problems.push(`${found.place} miss ${miss.request} ${miss.reason}`)
  store.close()
  const counts = byFormat.get(found.recorder) ?? { recordings: 0, exchanges: 0, left: 0, clean: 0 }
  byFormat.set(found.recorder, counts)
  counts.recordings++
  counts.exchanges += sent.length
  counts.left += recording.left
  if (problems.length === before) counts.clean++
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

function differences({ recorded, answer, restored, renamed }: SecondExchange): string[] {
  const expected = isResponse(recorded.answer) ? recorded.answer : undefined
  const received = isResponse(answer) ? answer : undefined
  const seen = namesIn(textOf(received?.body ?? noBody)).split(/[/ ]/)
  const [before, now] = [namesIn(textOf(expected?.body ?? noBody)), namesIn(restored)]
  return [
    ...(expected?.status === received?.status ? [] : [`${expected?.status} became ${received?.status}`]),
    ...(seen.some((name) => renamed.includes(name)) ? ['it shows a recorded name'] : []),
    ...(before === now ? [] : [`it names ${now} for ${before}`]),
  ]
}

/** Names and versions in identifiers, in their order; hosts apart, which sanitizers changed in one place and not in another. */
function namesIn(text: string): string {
  const ids = [...text.matchAll(/"(?:id|recoveryId|kid)":\s*"https?:\/\/[^/"]*([^"]*)"/g)]
  return ids.map(([, path = '']) => path.toLowerCase()).join(' ')
}
