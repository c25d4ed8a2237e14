import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Driver } from '../clients/driver.ts'
import type { FlakyScenario } from '../contract/generated/types/flaky.ts'
import type { Report } from '../contract/generated/types/report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { createService } from '../vault/create-service.ts'
import { HarnessError } from '../wire/errors.ts'
import { exitCodeOf } from './exit-code.ts'
import { loadFlaky } from './load-flaky.ts'
import { mergeReports } from './merge-reports.ts'
import { openOn } from './open-world.ts'
import type { SuiteOptions } from './run-suite.ts'
import { createFakeDriver, readScenario, runFake } from './suite-test-support.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-flaky-'))
afterAll(() => rmSync(folder, { recursive: true }))

const entry: FlakyScenario = {
  scenario: 'a/one',
  reason: 'it depends on the weather',
  link: 'https://example.com/1',
}

/** What the driver does at each call; from then on it behaves. */
type Weather = readonly ('fail' | 'fault')[]

async function run(weather: Weather, options: Partial<SuiteOptions> = {}): Promise<Report> {
  const service = createService()
  const coming = [...weather]
  const startDriver = async (): Promise<Driver> => {
    const driver = createFakeDriver(service)
    return {
      ...driver,
      call: async (params) => {
        const next = coming.shift()
        if (next === 'fault') throw new HarnessError('The driver answered nonsense.')
        return next === 'fail'
          ? { outcome: 'error', error: { category: 'transport', type: 'Storm', message: 'no' } }
          : driver.call(params)
      },
    }
  }
  const report = await runFake([readScenario('a/one'), readScenario('a/two', 'held')], {
    startDriver,
    openWorld: openOn(service),
    jobs: 1,
    flaky: [entry],
    ...options,
  })
  expect(validateDocument('report', report)).toEqual([])
  return report
}

test('a listed scenario that fails and then passes is told apart, with what it failed for, and the run is 0', async () => {
  const report = await run(['fail'])
  expect(report.scenarios[0]).toMatchObject({
    status: 'flaky',
    attempts: 2,
    reason: entry.reason,
    link: entry.link,
  })
  expect(report.scenarios[0]?.findings[0]?.received).toContain('Storm')
  expect(report.summary).toMatchObject({ passed: 1, flaky: 1, failed: 0 })
  expect(report.requirements?.every(({ broken }) => broken === 0)).toBe(true)
  expect(exitCodeOf(report)).toBe(0)
})

test('one that fails every time has failed', async () => {
  const report = await run(['fail', 'fail'])
  expect(report.scenarios[0]).toMatchObject({ status: 'failed', attempts: 2 })
  expect(exitCodeOf(report)).toBe(1)
})

test('attempts are as many as its entry says', async () => {
  const report = await run(['fail', 'fail'], { flaky: [{ ...entry, attempts: 3 }] })
  expect(report.scenarios[0]).toMatchObject({ status: 'flaky', attempts: 3 })
})

test('one that is not listed has one attempt', async () => {
  const report = await run(['fail'], { flaky: [{ ...entry, scenario: 'a/two' }] })
  expect(report.scenarios.map(({ status }) => status)).toEqual(['failed', 'passed'])
  expect(report.scenarios[0]).not.toHaveProperty('attempts')
})

test.each([[['fault']], [['fail', 'fault']]] as const)(
  'a fault of the harness is never made good by another attempt: %j',
  async (weather) => {
    const report = await run(weather)
    expect(report.scenarios[0]?.status).toBe('error')
    expect(exitCodeOf(report)).toBe(3)
  },
)

test('one that passes at once is told of, and is no fault', async () => {
  const report = await run([])
  expect(report.quietFlaky).toEqual(['a/one'])
  expect(exitCodeOf(report)).toBe(0)
  expect(mergeReports([report, await run(['fail'])]).quietFlaky).toBeUndefined()
  expect(mergeReports([report, report]).quietFlaky).toEqual(['a/one'])
})

test('--bail does not stop at one that then passes', async () => {
  expect((await run(['fail'], { bail: true })).scenarios.map(({ status }) => status)).toEqual([
    'flaky',
    'passed',
  ])
})

function load(...entries: readonly object[]): FlakyScenario[] {
  const file = join(folder, 'flaky.yaml')
  writeFileSync(file, JSON.stringify(entries))
  return loadFlaky(file, ['a/one', 'a/two', ...Array.from({ length: 11 }, (_, index) => `b/${index}`)])
}

test('the list is read and judged: ten scenarios at most, each by its id, once, and one that there is', () => {
  expect(load(entry)).toEqual([entry])
  expect(() => load({ ...entry, scenario: 'a/*' })).toThrow('/0/scenario must match')
  expect(() => load({ ...entry, scenario: 'a/on' })).toThrow(
    'There is no scenario "a/on". Did you mean a/one',
  )
  expect(() => load(entry, entry)).toThrow('"a/one" is listed twice.')
  expect(() => load({ ...entry, attempts: 4 })).toThrow('/0/attempts must be at most 3')
  const eleven = Array.from({ length: 11 }, (_, index) => ({ ...entry, scenario: `b/${index}` }))
  expect(load(...eleven.slice(1))).toHaveLength(10)
  expect(() => load(...eleven)).toThrow('the file must have at most 10 item(s)')
})
