import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lonelySecrets, type PlantedTrace, plantedTraces } from '../../../tests/planted-secrets.ts'
import { toEntry } from '../to-entry.ts'
import { findCanaries } from './find-canaries.ts'
import { createRedactor, redactTrace } from './redactor.ts'

/** `npm run test:planted` sets 10,000. */
const numRuns = Number(process.env['PLANTED_RUNS'] ?? 200)
const timeout = numRuns * 100

function written({ exchanges }: PlantedTrace): string {
  const redactor = createRedactor()
  const entries = redactTrace(exchanges, redactor).map((exchange) => toEntry(exchange, 0))
  return JSON.stringify({ entries, report: redactor.report() })
}

test('no planted secret survives, wherever and however it is planted', { timeout }, () => {
  fc.assert(
    fc.property(plantedTraces, (trace) => {
      const text = written(trace)
      expect(findCanaries(text, trace.secrets)).toBeUndefined()
      for (const secret of trace.secrets) expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
    }),
    { numRuns },
  )
})

test('nor does one that nothing tells to be a secret: what is unknown is left out', { timeout }, () => {
  fc.assert(
    fc.property(lonelySecrets, (trace) => {
      expect(written(trace)).not.toContain(trace.secrets[0])
    }),
    { numRuns },
  )
})

test('redacting twice changes nothing', { timeout }, () => {
  fc.assert(
    fc.property(plantedTraces, ({ exchanges }) => {
      const once = redactTrace(exchanges, createRedactor())
      const twice = redactTrace(once, createRedactor())
      const bare = (list: typeof once): unknown => list.map(({ refused, ...exchange }) => exchange)
      expect(bare(twice)).toEqual(bare(once))
    }),
    { numRuns },
  )
})
