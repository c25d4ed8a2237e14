import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { validateDocument } from '../../src/contract/validate-document.ts'
import { type CommandResult, repository, startCommand } from './start-command.ts'

const id = (name: string): string =>
  `https://recorded.vault.azure.net/secrets/${name}/0123456789abcdef0123456789abcdef`

const entry = (
  method: string,
  path: string,
  [StatusCode, ResponseBody, RequestBody = null]: readonly unknown[],
): unknown => ({
  RequestUri: `https://recorded.vault.azure.net${path}?api-version=7.4`,
  RequestMethod: method,
  RequestHeaders: { Authorization: 'Sanitized' },
  RequestBody,
  StatusCode,
  ResponseHeaders: { 'Content-Type': 'application/json' },
  ResponseBody,
})

const recording = JSON.stringify({
  Entries: [
    entry('PUT', '/secrets/a', [200, { value: 'x', id: id('a') }, { value: 'x' }]),
    entry('GET', '/secrets/a', [200, { value: 'x', id: id('a') }]),
  ],
  Variables: {},
})

/** A file with this text, gone with the test. */
function file(text: string, name = 'a.json'): string {
  const folder = mkdtempSync(join(tmpdir(), 'play-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** A program that sends requests of the form `[method, path, body]`, one after the other, and prints statuses. */
function ask(requests: readonly (readonly [string, string, unknown?])[], rest = ''): string[] {
  const program = `
    import { tunnelledRequest } from '${pathToFileURL(join(repository, 'tests/e2e/tunnelled-request.mjs')).href}'
    for (const [method, path, body] of ${JSON.stringify(requests)}) {
      const headers = { authorization: 'Bearer kvc-canary' }
      const url = process.env.AZURE_KEYVAULT_URL + path + '?api-version=7.4'
      const answer = await tunnelledRequest(url, { method, headers, body: body && JSON.stringify(body) }).catch(() => ({ status: 'closed' }))
      console.log(answer.status)
    }
    ${rest}`
  return [process.execPath, '--input-type=module', '-e', program]
}

function play(words: readonly string[], command: readonly string[]): Promise<CommandResult> {
  return startCommand('play', ...words, '--', ...command).ended
}

const set = ['PUT', '/secrets/mine', { value: 'kvc-canary' }] as const
const get = ['GET', '/secrets/mine'] as const

test('a request that nothing answers: 1, the connection closed, and the nearest exchanges field by field', async () => {
  const path = file(recording)

  const { code, stdout, stderr } = await play(
    [path],
    ask([set, ['DELETE', '/secrets/mine'], ['GET', '/secrets/other']]),
  )

  expect({ code, stdout }).toEqual({ code: 1, stdout: '200\nclosed\nclosed\n' })
  expect(stderr.replaceAll(path, 'a.json')).toMatchInlineSnapshot(`
    "  ✗ DELETE /secrets/mine on contoso.vault.azure.net: nothing fits. The connection was closed.
        nearest a.json #1 GetSecret a → 200
                method and path ✗  name ✓  version ✓  page ✓  query ✓  body ✓  token ✓  unused ✓
                  method and path: expected GetSecret, received DeleteSecret
           then a.json #0 SetSecret a → 200
                method and path ✗  name ✓  version ✓  page ✓  query ✓  body ✗  token ✓  unused ✗
                  method and path: expected SetSecret, received DeleteSecret
                  body: expected value, received none
                  unused: expected not used yet, received was used already
        Used by this client: 1 exchange; left in what it plays: 1.
        (1) No recording has a DeleteSecret. Record what the client does now: keyvault-contract record -o FILE -- COMMAND.
        (2) Look whether the client should ask for it at all.

      ✗ GET /secrets/other on contoso.vault.azure.net: nothing fits. The connection was closed.
        nearest a.json #1 GetSecret a → 200
                method and path ✓  name ✗  version ✓  page ✓  query ✓  body ✓  token ✓  unused ✓
                  name: expected mine, received other
           then a.json #0 SetSecret a → 200
                method and path ✗  name ✗  version ✓  page ✓  query ✓  body ✗  token ✓  unused ✗
                  method and path: expected SetSecret, received GetSecret
                  name: expected mine, received other
                  body: expected value, received none
                  unused: expected not used yet, received was used already
        Used by this client: 1 exchange; left in what it plays: 1.
        (1) Use mine for it: the recording's a is what the client called so before.
        (2) Record what the client does now: keyvault-contract record -o FILE -- COMMAND.

      ✗ a.json #1 GetSecret mine
        exchange
          expected  asked for, as recorded (answer 200)
          received  never asked for

      ! the contract: request/content-type-json (must). PUT /secrets/mine does not declare its body as application/json.
        The recordings may have this, too: it fails nothing here. keyvault-contract run judges by it.

    keyvault-contract: The program ended well; 2 requests had no answer, and there is 1 finding.
      3 requests; 1 exchange used, 1 unused, 0 answers repeated; 1 of 1 recording played.
    "
  `)
})

test('differences, and what was never asked for: 1', async () => {
  const path = file(recording)

  const { code, stderr } = await play(
    [path],
    ask([['PUT', '/secrets/mine', { value: 'kvc-canary', tags: { a: 'kvc-canary' } }]]),
  )

  expect(code).toBe(1)
  expect(stderr.replaceAll(path, 'a.json')).toMatchInlineSnapshot(`
    "  ✗ a.json #0 PUT /secrets/mine
        body /tags
          expected  absent
          received  present

      ✗ a.json #1 GetSecret mine
        exchange
          expected  asked for, as recorded (answer 200)
          received  never asked for

      ! the contract: request/content-type-json (must). PUT /secrets/mine does not declare its body as application/json.
        The recordings may have this, too: it fails nothing here. keyvault-contract run judges by it.

    keyvault-contract: The program ended well; 0 requests had no answer, and there are 2 findings.
      1 request; 1 exchange used, 1 unused, 0 answers repeated; 1 of 1 recording played.
    "
  `)
})

test('--extra warn: what was never asked for is told, and fails nothing', async () => {
  const { code, stderr } = await play([file(recording), '--extra', 'warn'], ask([set]))

  expect(code).toBe(0)
  expect(stderr).toContain('received  never asked for')
})

test('the JSON report, beside the program’s own output', async () => {
  const report = file('', 'report.json')

  const { code, stdout } = await play([file(recording), '--reporter', `json=${report}`], ask([set, get]))

  expect({ code, stdout }).toEqual({ code: 0, stdout: '200\n200\n' })
  const told: unknown = JSON.parse(readFileSync(report, 'utf8'))
  expect(validateDocument('play-report', told)).toEqual([])
  expect(told).toMatchObject({
    program: { code: 0 },
    requests: 2,
    used: 2,
    unused: 0,
    misses: [],
    findings: [],
  })
})

test('what the contract does not allow is told beside it, and fails nothing', async () => {
  const { code, stderr } = await play([file(recording)], ask([set, get]))
  expect(stderr).toContain('! the contract: request/content-type-json (must). PUT /secrets/mine does not')
  expect(code).toBe(0)
})

test('JUnit and workflow commands', async () => {
  const report = file('', 'report.xml')
  const reporters = ['--reporter', `junit=${report}`, '--reporter', 'github', '--reporter', 'list']
  const { code, stderr } = await play([file(recording), ...reporters], ask([set]))
  expect(code).toBe(1)
  expect(readFileSync(report, 'utf8')).toContain('<testsuite name="play"')
  expect(stderr).toMatch(/^::error title=.*GetSecret mine/m)
})

test('a program that asks no vault for anything: 3', async () => {
  const { code, stderr } = await play([file(recording), '--extra', 'warn'], ask([]))

  expect(code).toBe(3)
  expect(stderr).toContain(
    'The program ended well and asked no vault for anything. Does it use AZURE_KEYVAULT_URL',
  )
})

test('a program that fails by itself: 3, and its own exit code is told', async () => {
  const { code, stderr } = await play([file(recording)], ask([set, get], 'process.exit(7)'))

  expect(code).toBe(3)
  expect(stderr).toContain('The program exited with code 7; it played as recorded as far as it went.')
})

test('no other host is reached', async () => {
  const program = ask(
    [set, get],
    `
    await tunnelledRequest('https://example.com/').catch((error) => console.log(error.message))`,
  )

  const { stdout, stderr } = await play([file(recording)], program)

  expect(stdout).toContain('CONNECT was answered 403')
  expect(stderr).toContain('The host example.com is not served here')
})

test.each([
  ['that breaks off', recording.slice(0, 400), 'it is no whole JSON: it breaks off in line 1'],
  [
    'of a newer format',
    recording.replace('{"Entries"', '{"Provenance":{"FormatVersion":99},"Entries"'),
    'it has format version 99',
  ],
  [
    'of another service',
    recording.replaceAll('recorded.vault.azure.net/secrets', 'blobs.core.windows.net/container'),
    'none of its 2 exchanges is with a key vault',
  ],
  [
    'edited into nonsense',
    recording.replaceAll('"StatusCode":200', '"StatusCode":"fine"'),
    'Entries[0].StatusCode should be an HTTP status',
  ],
  ['without an exchange', '{"Entries":[],"Variables":{}}', 'it holds no exchange'],
  ['that is none', 'hello', ''],
  ['that is empty', '', 'the file is empty'],
])('a recording %s: 2, before the program is started', async (_, text, message) => {
  const path = file(text)

  const { code, stdout, stderr } = await play([path], ask([set]))

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(`keyvault-contract: A recording cannot be played:\n  ${path}: ${message}`)
})

test('a folder: what lies beside its recordings is passed over; without one: 2', async () => {
  const path = file(recording)
  const folder = dirname(path)
  writeFileSync(join(folder, 'README.md'), '# Recordings')
  // Of a recorder that is still at work.
  writeFileSync(join(folder, 'b.json.lock1'), JSON.stringify({ pid: process.pid, host: hostname() }))
  writeFileSync(
    join(folder, 'b.json.journal'),
    '{"KeyvaultContractJournal":1,"Origin":"live","Existing":"refuse"}\n',
  )
  writeFileSync(
    join(folder, 'other.json'),
    recording.replaceAll('recorded.vault.azure.net/secrets', 'blob.example/x'),
  )

  expect(await play([folder], ask([set, get]))).toMatchObject({ code: 0 })
  rmSync(path)
  const { code, stderr } = await play([folder], ask([set, get]))

  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'keyvault-contract: There is nothing to play: no recording of a key vault is in the folders named.\n',
  })
})

test.each([
  [['no-such.json', '--', 'true'], '"no-such.json" is neither a file nor a folder'],
  [['package.json', '--', 'true'], 'package.json: no recording format has these top-level members'],
  [
    ['--order', 'loose', 'package.json', '--', 'true'],
    '--order "loose" must be one of partial, strict, any.',
  ],
  [['--headers', 'all', 'package.json', '--', 'true'], '--headers "all" must be one of contract, exact.'],
  [['--extra', 'no', 'package.json', '--', 'true'], '--extra "no" must be one of fail, warn.'],
  [['--speed', '0', 'package.json', '--', 'true'], '--speed "0" must be a number from 1 to 1000000'],
  [
    ['--reporter', 'xml', 'package.json', '--', 'true'],
    '--reporter "xml" must be one of list, json, junit, github.',
  ],
  [['package.json'], 'play takes recordings and a program, and the program is missing'],
  [['--', 'true'], 'the recordings are missing'],
])('play %j ends with 2 and says why', async (args, message) => {
  const { code, stderr } = await startCommand('play', ...args).ended

  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('no such program: 2', async () => {
  const { code, stderr } = await play([file(recording)], ['no-such-program'])

  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'keyvault-contract: There is no program `no-such-program`: neither on PATH nor as a file.\n',
  })
})
