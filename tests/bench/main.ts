/** `npm run bench`: ratios against a bare server or an empty process in the same run. Timings decide no test. */
import { measureCheck, measureJudging } from './check-speed.ts'
import { measureColdStart } from './cold-start.ts'
import { measureInProcess } from './in-process.ts'
import { formatIntercepted, installedKinds, measureIntercepted } from './intercepted.ts'
import { measurePlayMemory } from './play-memory.ts'
import { measureRecording } from './recording.ts'
import { measureRootImport } from './root-import.ts'
import { measureSuite } from './suite-time.ts'
import { measureThroughput } from './throughput.ts'

console.log('Throughput of GET /secrets/{name}, 16 connections over TLS, servers interleaved:')
const throughput = await measureThroughput(['bare', 'vault', 'playback'], 5)
const bare = throughput.get('bare')
for (const [kind, { rate, cpu }] of throughput) {
  const ratio = bare ? (rate / bare.rate).toFixed(2) : '?'
  console.log(
    `  ${kind.padEnd(8)} ${Math.round(rate)} requests/s, ratio ${ratio}, ${cpu.toFixed(1)} us of server CPU each`,
  )
}

console.log(
  'One call through the proxy of record, and through a bare one that ends TLS, the same upstream behind both:',
)
for (const [kind, { bare: without, record }] of await measureRecording(7)) {
  const more = Math.round((record / without - 1) * 100)
  console.log(`  ${kind}: ${record.toFixed(2)} ms, ${more} % more than ${without.toFixed(2)} ms`)
}

console.log(
  'SecretClient.getSecret in one process, a vault of ours as its httpClient beside a stub with a fixed answer:',
)
const inProcess = await measureInProcess(25)
for (const width of ['sequential', 'parallel'] as const) {
  for (const [kind, costs] of inProcess) {
    const { wall, cpu } = costs[width]
    const stub = inProcess.get('stub')?.[width]
    const ratios = stub ? `, ratios ${(wall / stub.wall).toFixed(2)} and ${(cpu / stub.cpu).toFixed(2)}` : ''
    console.log(
      `  ${kind}, ${width === 'parallel' ? '16 at once' : 'one by one'}: ${wall.toFixed(0)} us, ${cpu.toFixed(0)} us of CPU${ratios}`,
    )
  }
}

console.log(
  'SecretClient.getSecret through msw and nock, with a fixed answer and with a vault of ours; Polly.js replaying:',
)
for (const line of formatIntercepted(await measureIntercepted(9))) console.log(line)
if (!installedKinds().includes('polly replaying'))
  console.log('  Polly.js is not measured: npm ci --prefix tests/bench/peers')

const { serve, floor } = await measureColdStart(9)
console.log(
  `Cold start of serve to its first answer: ${Math.round(serve)} ms, ${(serve / floor).toFixed(1)} times an empty Node process (${Math.round(floor)} ms)`,
)

const { root, floor: empty } = await measureRootImport(9)
console.log(
  `A process that imports the package's root: ${Math.round(root)} ms, ${(root / empty).toFixed(1)} times an empty one (${Math.round(empty)} ms), ${Math.round(root - empty)} ms more`,
)

const suite = await measureSuite(3)
console.log(`Suite against the bundled client: ${(suite / 1000).toFixed(1)} s`)

console.log(`Judging alone: ${Math.round(await measureJudging())} exchanges for each second of one core`)
console.log('check, from start to end, and the most memory it held:')
for (const { layout, exchanges, rate, megabytes } of await measureCheck([10, 1000, 100_000, 1_000_000])) {
  console.log(
    `  ${layout}, ${exchanges} exchanges: ${Math.round(rate)} for each second of one core, ${Math.round(megabytes)} MB`,
  )
}

const { size, requests, seconds, megabytes } = await measurePlayMemory(1e9)
console.log(
  `play of a recording of ${Math.round(size)} MB, ${requests} requests from all over it: ${Math.round(megabytes)} MB of memory at most, ${seconds.toFixed(0)} s of CPU`,
)
