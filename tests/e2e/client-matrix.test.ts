import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { MatrixReport } from '../../src/contract/generated/types/report.ts'
import { validateDocument } from '../../src/contract/validate-document.ts'
import { repository, startCommand } from './start-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-matrix-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a missing toolchain costs the other clients nothing: 3, their results kept', () => {
  const file = join(folder, 'report.json')
  const words = ['test', 'javascript', 'go', '--scenario', 'identifiers/*']
  const { status, stdout } = spawnSync(
    process.execPath,
    ['dist/main.js', ...words, '--reporter', 'list', '--reporter', `json=${file}`],
    // Nothing but Node on the path, and nothing in the cache.
    {
      cwd: repository,
      env: { PATH: dirname(process.execPath), HOME: folder, XDG_CACHE_HOME: folder },
      encoding: 'utf8',
    },
  )
  const report: MatrixReport = JSON.parse(readFileSync(file, 'utf8'))
  expect(validateDocument('report', report)).toEqual([])
  expect(report.clients.map(({ name, summary }) => [name, summary.failed])).toEqual([['javascript', 0]])
  expect(report.clients[0]?.summary.passed).toBeGreaterThan(0)
  expect(report.notJudged).toEqual([{ name: 'go', reason: expect.stringContaining('Go') }])
  expect(stdout).toContain('Scenarios passed, of those judged')
  expect(stdout).toMatch(/go could not be judged: .*Go/)
  expect(status).toBe(3)
})

test.for([
  [['javascript', 'perl'], 'Unknown client "perl"'],
  [['go', 'go'], 'The client "go" is named twice.'],
  [['go', 'python', '--package', 'x'], '--package "x" is about one client; named are 2: go, python.'],
  [['go', 'python', '--driver', './d'], '--driver "./d" is about one client'],
  [['go', 'python', '--known-failures', 'k.yaml'], '--known-failures "k.yaml" is about one client'],
] as const)('a mistake ends with 2 before anything starts: %j', async ([words, message]) => {
  const { code, stdout, stderr } = await startCommand('test', ...words).ended
  expect(stderr).toContain(message)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
