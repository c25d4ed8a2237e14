import { execFile } from 'node:child_process'
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

test.each([1, 25, 80])(
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

test('check completes what a stopped recorder has left, also in a folder, and leaves one at work alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'mine.json')
  const start = `Object.assign(process.env, ${JSON.stringify(vault.environment)});`
  const words = [...vault.options, '--', process.execPath, '--input-type=module', '-e']
  const command = startCommand(
    'record',
    '-o',
    file,
    ...words,
    program.replace('let next', `${start} let next`),
  )
  await command.printed(/saw/)

  expect(await startCommand('check', file).ended).toMatchObject({
    code: 2,
    stderr: `keyvault-contract: ${file} is still being recorded: a program that \`record\` started has not ended.\n`,
  })
  command.child.kill('SIGKILL')
  await command.ended

  const { code, stderr } = await startCommand('check', folder).ended
  // It was judged: 1, for the program says nothing of itself (User-Agent).
  expect(code).toBe(1)
  expect(stderr).toMatch(/mine\.json: completed, with \d+ exchanges that a stopped recorder had left\.\n/)
  expect(readdirSync(folder)).toEqual(['mine.json'])
})

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more: told at once, the program served on, 3, and the journal completes',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kvc-full-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'mine.json')
    const work = `
      import { tunnelledRequest } from '${repository}tests/e2e/tunnelled-request.mjs'
      Object.assign(process.env, ${JSON.stringify(vault.environment)})
      const headers = { 'X-Extra': Array(200).fill('unknown') }
      for (let call = 0; call < 50; call++) {
        const { status } = await tunnelledRequest(process.env.AZURE_KEYVAULT_URL + '/secrets?api-version=7.6', { headers })
        console.log(status)
      }`
    // No file may grow beyond 300 KiB: to the recorder the same as a full device, without needing one.
    const limited = `trap '' XFSZ; ulimit -f 600; exec "$@"`
    const call = [process.execPath, join(repository, 'dist/main.js'), 'record', '-o', file, ...vault.options]
    const program = ['--', process.execPath, '--input-type=module', '-e', work]

    const result = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile('sh', ['-c', limited, 'sh', ...call, ...program], (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      )
    })

    expect(result).toMatchObject({ code: 3, stdout: '401\n'.repeat(50) })
    expect(result.stderr).toMatch(
      /Recording stopped after \d+ exchanges: \S+mine\.json\.journal could not be written: the file may not grow further \(EFBIG\)/,
    )
    expect(readdirSync(folder)).toEqual(['mine.json.journal'])
    const [, stopped] = /stopped after (\d+) exchanges/.exec(result.stderr) ?? []
    expect(await startCommand('check', file).ended).toMatchObject({ code: 1 })
    expect(JSON.parse(readFileSync(file, 'utf8')).Entries).toHaveLength(Number(stopped))
  },
)
