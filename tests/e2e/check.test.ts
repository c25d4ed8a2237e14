import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { bundle, makeTrace, type Part } from '../../src/contract/testing/make-trace.ts'
import { exportHar } from '../../src/recording/exporters/har.ts'
import { type CommandResult, startCommand } from './start-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-check-e2e-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Buffer): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const har = (...parts: readonly Part[]): string => JSON.stringify(exportHar(makeTrace(parts)))
const check = (...args: readonly string[]): Promise<CommandResult> => startCommand('check', ...args).ended

const canary = 'kvc-canary'
const good = write('good.har', har({ answer: bundle({ value: canary }) }))
const twice = { query: 'api-version=7.6&api-version=7.5', answer: bundle({ value: canary }) }
const bad = write('bad one.har.gz', gzipSync(har({ ...twice, token: canary })))

test('recordings that conform: 0', async () => {
  const { code, stdout, stderr } = await check(good)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('✓ Service no findings\n\n✓ Client no findings')
  expect(stdout).toContain('1 recording in 1 file: 1 passed, 0 failed')
})

test('findings: 1, with the command that judges that recording again, and no secret', async () => {
  const report = join(folder, 'report.json')
  const { code, stdout } = await check(good, bad, '--reporter', 'list', '--reporter', `json=${report}`)
  expect(code).toBe(1)
  expect(stdout).toContain('request/api-version-once')
  expect(stdout).toContain(`run it again: npx keyvault-contract check '${bad}'`)
  const written = readFileSync(report, 'utf8')
  expect(JSON.parse(written)).toMatchObject({ summary: { recordings: 2, passed: 1, failed: 1 } })
  expect(stdout + written).not.toContain(canary)
})

test('one side alone', async () => {
  expect((await check(bad, '--subject', 'service')).code).toBe(0)
})

test('known failures excuse', async () => {
  const known = write(
    'known.yaml',
    '- requirement: request/api-version-once\n  reason: it is known to do so\n  link: https://example.com/1\n',
  )
  const { code, stdout } = await check(bad, '--known-failures', known, '--subject', 'client')
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('1 known') })
})

test.each([
  [['nothing.har'], '"nothing.har" is neither a file nor a folder. Name recordings, or folders of them.'],
  [[good, '--subject', 'vault'], '--subject "vault" is unknown. Expected client or service.'],
  [[good, '--reporter', 'xml'], '--reporter "xml" is unknown. Expected list or json, with =FILE or without.'],
  [[], "missing required argument 'recording'"],
])('a call that is wrong: 2 (%j)', async (args, message) => {
  const { code, stdout, stderr } = await check(...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test('nothing that could be read: 2; something that could not, beside what was judged: 3', async () => {
  const cut = write('cut.json', '{"Entries":[')
  const alone = await check(cut)
  expect({ code: alone.code, stdout: alone.stdout }).toEqual({
    code: 2,
    stdout: expect.stringContaining(`${cut}: it is no whole JSON: it breaks off in line 1, column 13`),
  })
  expect((await check(cut, good)).code).toBe(3)
})

test('nothing that could be judged: 3', async () => {
  const { code, stdout } = await check(write('empty.json', '{"networkCallRecords":[]}'))
  expect(code).toBe(3)
  expect(stdout).toContain('Nothing was judged: there is no exchange with a vault.')
})
