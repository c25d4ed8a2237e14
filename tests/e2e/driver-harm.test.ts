import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { validateDocument } from '../../src/contract/validate-document.ts'
import { repository } from './start-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-harm-'))
afterAll(() => rmSync(folder, { recursive: true }))

const patient = 120_000

interface Harmed {
  readonly code: number | null
  readonly stdout: string
  readonly report: Report
  /** Of the processes that must be gone. */
  readonly pids: readonly number[]
}

const broken = [
  ['dies', 'The driver ended with exit code 7.'],
  ['is killed', 'The driver was ended by SIGKILL'],
  ['prints noise', 'The driver printed a line on stdout that is not JSON: Listening …'],
  ['sends a line without an end', 'a line is longer than the limit of'],
  ['sends invalid UTF-8', 'it is not valid UTF-8'],
  ['answers what was not asked', 'The driver answered a request that was never sent: id 7777.'],
  ['answers twice', 'The driver answered the same request twice: id '],
] as const
const stubborn = ['ignores every request to stop', 'leaves a child behind'] as const
const harms = [...broken.map(([harm]) => harm), ...stubborn, 'never answers'] as const
const runs = new Map<string, Promise<Harmed>>()

/** Side by side, for they wait most of the time. */
beforeAll(() => {
  for (const harm of harms) runs.set(harm, testWith(harm))
  return Promise.allSettled(runs.values())
}, patient)

/** What `test` comes to with a driver that does harm in the second of three scenarios. */
async function testWith(harm: string): Promise<Harmed> {
  const [note, file] = [join(folder, `${harm}.note`), join(folder, `${harm}.json`)]
  const saboteur = join(repository, 'tests', 'e2e', 'saboteur.mjs')
  const words = [process.execPath, saboteur, harm, note, join(repository, 'dist', 'drivers', 'javascript.js')]
  const driver = words.map((word) => `'${word}'`).join(' ')
  const scenarios = ['disabled-secret', 'failing-backup', 'unknown-version'].map(
    (id) => `--scenario=errors/${id}`,
  )
  const reporters = ['--reporter=list', `--reporter=json=${file}`]
  const { code, stdout } = await run(['test', '--driver', driver, '--jobs=1', ...scenarios, ...reporters])
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  expect(validateDocument('report', report)).toEqual([])
  const pids = readFileSync(note, 'utf8').trim().split('\n').map(Number)
  return { code, stdout, report, pids }
}

function run(words: readonly string[]): Promise<{ code: number | null; stdout: string }> {
  return new Promise((resolve) => {
    const options = { cwd: repository, timeout: patient }
    const child = execFile(process.execPath, ['dist/main.js', ...words], options, (_, stdout) =>
      resolve({ code: child.exitCode, stdout }),
    )
  })
}

async function outcomeOf(harm: string): Promise<Harmed> {
  const outcome = await runs.get(harm)
  if (outcome === undefined) throw new Error(`${harm} was not run`)
  return outcome
}

function statuses({ report }: Harmed): string[] {
  return report.scenarios.map(({ status }) => status)
}

test.each(broken)(
  'a driver that %s: all other results are kept, what could not be judged is told, and 3',
  async (harm, reason) => {
    const outcome = await outcomeOf(harm)
    expect(statuses(outcome)).toEqual(['passed', 'error', 'passed'])
    expect(outcome.report.scenarios[1]?.reason).toContain(reason)
    expect(outcome.stdout).toContain(reason)
    expect(outcome.stdout).toContain('3 scenarios: 2 passed, 0 failed, 1 could not be judged')
    expect(outcome.pids.filter(isAlive)).toEqual([])
    expect(outcome.code).toBe(3)
  },
)

test('a driver that never answers: the call is a finding, and 1', async () => {
  const outcome = await outcomeOf('never answers')
  expect(statuses(outcome)).toEqual(['passed', 'failed', 'passed'])
  expect(outcome.stdout).toContain('backupSecret neither returned nor failed within 30000 ms.')
  expect(outcome.pids.filter(isAlive)).toEqual([])
  expect(outcome.code).toBe(1)
})

test.each(stubborn)('a driver that %s costs no result, and no process is left', async (harm) => {
  const outcome = await outcomeOf(harm)
  expect(statuses(outcome)).toEqual(['passed', 'passed', 'passed'])
  expect(outcome.pids.length).toBeGreaterThanOrEqual(harm === 'leaves a child behind' ? 2 : 1)
  await expect.poll(() => outcome.pids.filter(isAlive), { timeout: 10_000 }).toEqual([])
  expect(outcome.code).toBe(0)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
