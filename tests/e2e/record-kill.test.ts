import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { repository, startCommand } from './start-command.ts'
import { startUpstreamVault, type UpstreamVault } from './start-upstream-vault.ts'

let vault: UpstreamVault
beforeAll(async () => {
  vault = await startUpstreamVault()
})
afterAll(() => vault.stop())

/** Four at a time ask for lists of different sizes, and say of each answer as soon as they have seen the whole of it. */
const program = `
  import { writeSync } from 'node:fs'
  import { tunnelledRequest } from '${repository}tests/e2e/tunnelled-request.mjs'
  let next = 0
  const work = async () => {
    for (;;) {
      const size = (next++ % 25) + 1
      const { status } = await tunnelledRequest(process.env.AZURE_KEYVAULT_URL + '/secrets?api-version=7.6&maxresults=' + size)
      writeSync(1, 'saw ' + status + ' ' + size + '\\n')
    }
  }
  await Promise.all([work(), work(), work(), work()]).catch(() => process.exit(1))`

function countedBy(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

test.each([1, 20, 60, 130])(
  'killed after %i answers were seen, and a moment: none of them is lost, and the next command makes the file whole',
  async (answers) => {
    const folder = mkdtempSync(join(tmpdir(), 'kvc-kill-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'mine.json')
    const start = `Object.assign(process.env, ${JSON.stringify(vault.environment)});`
    const words = [
      ...vault.options,
      '--',
      process.execPath,
      '--input-type=module',
      '-e',
      `${program.replace('let next', `${start} let next`)}`,
    ]
    const command = startCommand('record', '-o', file, ...words)
    await command.printed(new RegExp(`(?:saw.*\\n){${answers}}`))
    await pause(Math.random() * 30)

    command.child.kill('SIGKILL')
    const { stdout } = await command.ended
    const seen = countedBy(stdout.match(/saw \d+ \d+/g) ?? [])
    const next = await startCommand('record', '-o', file, '--', 'true').ended

    const { Entries } = JSON.parse(readFileSync(file, 'utf8')) as {
      Entries: { StatusCode: number; RequestUri: string }[]
    }
    const kept = countedBy(
      Entries.map(
        (entry) => `saw ${entry.StatusCode} ${new URL(entry.RequestUri).searchParams.get('maxresults')}`,
      ),
    )
    const lost = [...seen].filter(([answer, count]) => (kept.get(answer) ?? 0) < count)
    expect(lost).toEqual([])
    expect(Entries.length).toBeGreaterThanOrEqual(answers)
    expect(next).toMatchObject({
      code: 2,
      stderr: `keyvault-contract: ${file} exists (${Entries.length} exchanges that a stopped recorder had left). Add --force to replace it.\n`,
    })
    expect(readdirSync(folder)).toEqual(['mine.json'])
  },
)
