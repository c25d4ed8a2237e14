import { beforeAll, describe, expect, test } from 'vitest'
import { requirements } from '../../src/contract/requirements.ts'
import { type CorruptibleTrace, judgeSeen } from './corruptible-trace.ts'
import { formatTable } from './format-table.ts'
import { corruptionKinds } from './kinds.ts'
import { recordTraces } from './record-traces.ts'
import { type KindResult, runCorruption } from './run-corruption.ts'

/** What our vault, of today and of one kind of client, gives no opportunity for; the corpus does. */
const withoutOpportunity: ReadonlySet<string> = new Set([
  'challenge/login-host-before-its-time',
  'status/405-becomes-400',
  'status/405-becomes-404',
])

let traces: readonly CorruptibleTrace[] = []
let results: readonly KindResult[] = []
beforeAll(async () => {
  traces = await recordTraces(['2016-10-01', '7.0', '7.1', '7.6', '2025-07-01'])
  results = runCorruption(traces, { kinds: corruptionKinds, samples: 12, seed: 1 })
})

test('the traces themselves break nothing', () => {
  expect(traces.flatMap(({ seen }) => judgeSeen(seen))).toEqual([])
})

test('every kind has an id of its own and a requirement that is judged on traces', () => {
  expect(new Set(corruptionKinds.map(({ id }) => id)).size).toBe(corruptionKinds.length)
  const judged = (id: string): boolean => requirements.get(id)?.judgedBy === 'trace'
  expect(corruptionKinds.filter(({ requirement }) => !judged(requirement)).map(({ id }) => id)).toEqual([])
})

describe('each kind of corruption', () => {
  test.each(corruptionKinds.map(({ id, requirement }) => [id, requirement]))('%s is noticed by %s', (id) => {
    const result = results.find(({ kind }) => kind.id === id)
    expect({ misses: result?.misses, opportunities: (result?.corrupted ?? 0) > 0 }).toEqual({
      misses: [],
      opportunities: !withoutOpportunity.has(id),
    })
  })
})

test('the same seed gives the same result', () => {
  const again = runCorruption(traces, { kinds: corruptionKinds.slice(0, 5), samples: 12, seed: 1 })
  expect(again).toEqual(results.slice(0, 5))
})

test('the table tells who noticed in place of the tied requirement, and the rate of all', () => {
  const [kind] = corruptionKinds
  if (!kind) throw new Error('there are no kinds')
  const row = { kind, corrupted: 4, flagged: 3, others: new Map([['nobody', 1]]), misses: [] }
  expect(
    `\n${formatTable([row, { ...row, corrupted: 0, flagged: 0, others: new Map() }])}`,
  ).toMatchInlineSnapshot(`
    "
    kind     requirement           corrupted  flagged     rate  else noticed by
    drop/id  response/body-schema          4        3  75.00 %  nobody 1
    drop/id  response/body-schema          0        0        -

    2 kinds, 4 corrupted exchanges, 3 flagged: 75.00 %
    "
  `)
})
