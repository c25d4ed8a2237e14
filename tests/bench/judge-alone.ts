/**
 * Judging without reading: `node judge-alone.js FILE ROUNDS`, compiled as the command is. Reads the recordings of a file,
 * judges what it holds over and over, and prints how many exchanges a second of CPU time it judged in its best round.
 */
import { readRecordings } from '../../src/recording/read-recordings.ts'
import { judgeRecording } from '../../src/suite/judge-recording.ts'
import type { Exchange } from '../../src/wire/exchange.ts'

const [file = '', rounds = '5'] = process.argv.slice(2)
const recordings: Exchange[][] = []
for await (const { exchanges } of readRecordings(file)) {
  const read: Exchange[] = []
  for await (const exchange of exchanges) read.push(exchange)
  recordings.push(read)
}
const count = recordings.reduce((sum, { length }) => sum + length, 0)
let best = 0
for (let round = 0; round < Number(rounds); round++) {
  const before = process.cpuUsage()
  for (const exchanges of recordings)
    await judgeRecording({ recorder: 'har', exchanges }, { subjects: ['service', 'client'] })
  const { user, system } = process.cpuUsage(before)
  best = Math.max(best, count / ((user + system) / 1e6))
}
console.log(JSON.stringify({ rate: best }))
