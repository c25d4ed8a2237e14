import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plantedTraces } from '../../../tests/planted-secrets.ts'
import type { WireAnswer } from '../../wire/exchange.ts'
import { findCanaries } from '../redact/find-canaries.ts'
import { startRecording } from './start-recording.ts'
import { everythingIn, testFolder } from './test-support.ts'

/** `npm run test:planted` sets 10,000; each of these goes through the disk. */
const numRuns = Number(process.env['PLANTED_RUNS'] ?? 200) / 10

test('no planted secret is on the disk when a recording is finished, nor in what is told', {
  timeout: numRuns * 1_000,
}, async () => {
  const folder = testFolder()
  const file = join(folder, 'mine.json')
  await fc.assert(
    fc.asyncProperty(plantedTraces, async ({ exchanges, secrets }) => {
      rmSync(file, { force: true })
      const told: string[] = []
      const recording = await startRecording({
        file,
        existing: 'refuse',
        origin: 'live',
        onStopped: (message) => told.push(message),
      })
      for (const [index, { request, answer }] of exchanges.entries())
        if (index % 2 === 0) recording.add({ request, answer })
        else await recording.record(() => onItsWay(answer))(request)

      const { report } = await recording.finish()

      expect(readdirSync(folder)).toEqual(['mine.json'])
      const text = everythingIn(folder) + JSON.stringify(report) + told.join()
      expect(findCanaries(text, secrets)).toBeUndefined()
      for (const secret of secrets) expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
    }),
    { numRuns },
  )
})

/** Long enough for what is done meanwhile. */
async function onItsWay(answer: WireAnswer): Promise<WireAnswer> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
  return answer
}
