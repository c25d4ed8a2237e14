import { expect, test } from 'vitest'
import type { Finding } from '../contract/finding.ts'
import { traceOf } from './expectations/trace-support.ts'
import type { StepRecord } from './step-record.ts'
import { createWireDisplay } from './wire-display.ts'
import { wireOfFinding } from './wire-of-finding.ts'

const trace = traceOf(...Array.from({ length: 10 }, () => ({ url: 'https://v.vault.azure.net/secrets/a' })))
const finding: Finding = {
  requirement: 'retry/bounded',
  level: 'must',
  subject: 'client',
  pointer: '',
  expected: 'a',
  received: 'b',
  message: 'c',
}

function record(index: number, from: number, to: number): StepRecord {
  const step = { call: 'getSecret' } as const
  return { step, index, pointer: '', exchanges: [from, to], end: 'hung', limitMs: 1 }
}

function shown(part: Partial<Finding>): { exchanges: number[] | undefined; omitted: number | undefined } {
  const records = [record(0, 0, 2), record(1, 2, 2), record(2, 2, 4), record(2, 4, 6)]
  const { wire, wireOmitted } = wireOfFinding(
    { ...finding, ...part },
    { trace, records },
    createWireDisplay(),
  )
  return { exchanges: wire?.map(({ exchange }) => exchange), omitted: wireOmitted }
}

test('a finding shows its exchange; else those of its step, all calls of it; else those of the scenario', () => {
  expect(shown({ exchange: 4, step: 0 })).toEqual({ exchanges: [4], omitted: undefined })
  expect(shown({ step: 2 })).toEqual({ exchanges: [2, 3, 4, 5], omitted: undefined })
  expect(shown({ step: 1 })).toEqual({ exchanges: [], omitted: undefined })
  expect(shown({})).toEqual({ exchanges: [0, 1, 2, 7, 8, 9], omitted: 4 })
})
