import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { repository } from '../e2e/start-command.ts'
import { runProgram } from '../package/consumer.ts'

/** What each project prints when its tests have run: how many passed, and that none failed. */
const examples = [
  ['vitest-app', /Tests +3 passed \(3\)/],
  ['node-test', /# pass 3\n# fail 0/],
  ['msw-app', /# pass 3\n# fail 0/],
  ['nock-app', /# pass 2\n# fail 0/],
  ['fork', /Tests +[1-9]\d* passed/],
] as const

test.each(examples)('%s runs with the packed package', async (name, printed) => {
  const folder = join(inject('workspace'), 'examples', name)
  cpSync(join(repository, 'tests', 'examples', name), folder, { recursive: true })
  const { code, stdout, stderr } = await runProgram(['npm', 'test'], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  })
  expect(code, stdout + stderr).toBe(0)
  expect(stdout.replaceAll('ℹ', '#')).toMatch(printed)
})
