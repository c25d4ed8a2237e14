import { expect, test } from 'vitest'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { ScenarioResult } from '../contract/generated/types/report.ts'
import { createKnownFailures } from './known-failures.ts'

const about = { reason: 'does not follow', link: 'https://example.com/1' }
const allIds = ['paging/one', 'paging/two', 'retry/one']

function failed(id: string, ...requirements: string[]): ScenarioResult {
  const findings = requirements.map((requirement) => ({
    requirement,
    level: 'must' as const,
    subject: 'client' as const,
    pointer: '',
    expected: 'a',
    received: 'b',
    message: 'c',
  }))
  return { id, status: findings.length > 0 ? 'failed' : 'passed', exchanges: 1, judged: 1, findings }
}

function judge(
  entry: Partial<KnownFailure>,
  ...results: ScenarioResult[]
): { statuses: string[]; stale: string[] } {
  const known = createKnownFailures([{ ...about, ...entry }], { clientVersion: '4.11.2' })
  const excused = results.map((result) => known.excuse(result))
  return { statuses: excused.map(({ status }) => status), stale: known.stale(excused, allIds) }
}

const [one, two, other] = [
  failed('paging/one', 'paging/short-pages'),
  failed('paging/two'),
  failed('retry/one'),
]

test('an entry for a requirement excuses only its findings', () => {
  const mixed = failed('paging/one', 'paging/short-pages', 'retry/bounded')
  expect(judge({ requirement: 'paging/short-pages' }, one, mixed).statuses).toEqual(['known', 'failed'])
  expect(judge({ scenario: 'paging/two', requirement: 'paging/short-pages' }, one).statuses).toEqual([
    'failed',
  ])
})

test.for([
  ['4.11.2', 'known'],
  ['4.11.x', 'known'],
  ['4.x', 'known'],
  ['4.11.3', 'failed'],
  ['4.1.x', 'failed'],
  ['4.11', 'failed'],
] as const)('an entry for client %s leaves 4.11.2 %s', ([client, status]) => {
  expect(judge({ scenario: 'paging/one', client }, one).statuses).toEqual([status])
})

test('an entry for one api-version says nothing of a run under each its own', () => {
  expect(judge({ scenario: 'paging/one', apiVersions: ['7.0'] }, one).statuses).toEqual(['failed'])
  expect(judge({ scenario: 'paging/one', apiVersions: ['default'] }, one).statuses).toEqual(['known'])
})

test('an entry is stale only when all that it covers ran and none failed', () => {
  expect(judge({ scenario: 'paging/*' }, one, two).stale).toEqual([])
  expect(judge({ scenario: 'paging/*' }, failed('paging/one'), two).stale).toEqual([
    'paging/* (does not follow)',
  ])
  expect(judge({ scenario: 'paging/*' }, two).stale).toEqual([])
  expect(judge({ requirement: 'retry/bounded' }, one, two, other).stale).toEqual([
    'retry/bounded (does not follow)',
  ])
  expect(judge({ requirement: 'retry/bounded' }, one).stale).toEqual([])
  expect(judge({ scenario: 'paging/two' }, { ...two, status: 'skipped', judged: 0 }).stale).toEqual([])
})

test('of two entries that excuse the same finding neither is stale', () => {
  const entries = [{ scenario: 'paging/*' }, { requirement: 'paging/short-pages' }]
  const known = createKnownFailures(
    entries.map((entry) => ({ ...about, ...entry })),
    { clientVersion: '4.11.2' },
  )
  const excused = [one, two, other].map((result) => known.excuse(result))
  expect(known.stale(excused, allIds)).toEqual([])
})

test('one star stays within a segment of an id, two cross segments', () => {
  const deep = failed('paging/one/two', 'paging/short-pages')
  expect(judge({ scenario: 'paging/*' }, one, deep).statuses).toEqual(['known', 'failed'])
  expect(judge({ scenario: 'paging/**' }, one, deep).statuses).toEqual(['known', 'known'])
  expect(judge({ scenario: '**' }, one, deep, failed('retry/one', 'retry/bounded')).statuses).toEqual([
    'known',
    'known',
    'known',
  ])
})

test('what could not be judged is never excused, and proves nothing stale', () => {
  const fault: ScenarioResult = { ...failed('paging/one'), status: 'error', judged: 0 }
  expect(judge({ scenario: '**' }, fault)).toEqual({ statuses: ['error'], stale: [] })
  expect(judge({ scenario: 'paging/one' }, fault)).toEqual({ statuses: ['error'], stale: [] })
})
