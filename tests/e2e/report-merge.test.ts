import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { startCommand } from './start-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-shards-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string): string => join(folder, name)
const glob = 'api-version/**'

function runShard(shard: string, part: string, ...more: readonly string[]): Promise<{ code: number | null }> {
  const words = ['test', '--scenario', glob, '--shard', shard, '--reporter', `json=${part}`, ...more]
  return startCommand(...words).ended
}

test('two shards, merged and written by every reporter', async () => {
  const [one, two] = [at('1.json'), at('2.json')]
  expect((await runShard('1/2', one)).code).toBe(0)
  expect((await runShard('2/2', two, '--reporter', 'list')).code).toBe(0)
  const reporters = ['list', 'github', `json=${at('whole.json')}`, `junit=${at('whole.xml')}`]
  const words = ['report', 'merge', two, one, ...reporters.flatMap((name) => ['--reporter', name])]
  const { code, stdout } = await startCommand(...words).ended
  expect(code).toBe(0)
  const whole: Report = JSON.parse(readFileSync(at('whole.json'), 'utf8'))
  const parts = [one, two].map((file): Report => JSON.parse(readFileSync(file, 'utf8')))
  expect(whole.summary.scenarios).toBe(parts.reduce((sum, { summary }) => sum + summary.scenarios, 0))
  expect(whole.scenarios.every(({ id }) => id.startsWith('api-version/'))).toBe(true)
  expect(whole.shard).toBeUndefined()
  expect(stdout).toContain(`${whole.summary.scenarios} scenarios: `)
  expect(readFileSync(at('whole.xml'), 'utf8')).toContain('<testsuite name="api-version"')

  const missing = await startCommand('report', 'merge', one).ended
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('missing is shard 2/2') })
})

writeFileSync(at('not.json'), '{')
writeFileSync(at('other.json'), '{"clients":[]}')

test.for([
  [['test', '--shard', '3/2'], '--shard "3/2" must be i/n'],
  [['test', '--shard', '1/5000'], '--shard "1/5000" asks for 5000 shards of '],
  [['report', 'merge'], "missing required argument 'part'"],
  [['report', 'merge', at('none.json')], 'none.json cannot be read (ENOENT).'],
  [['report', 'merge', at('not.json')], 'not.json is not JSON.'],
  [['report', 'merge', at('other.json')], 'other.json is no report of test: '],
] as const)('a wrong call is told and ends with 2: %s', async ([words, message]) => {
  const { code, stderr } = await startCommand(...words).ended
  expect(stderr).toContain(message)
  expect(code).toBe(2)
})
