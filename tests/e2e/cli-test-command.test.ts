import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { validateDocument } from '../../src/contract/validate-document.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunningCli {
  readonly ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
}

/** Starts the built command line. */
function startCli(args: readonly string[], environment: NodeJS.ProcessEnv = {}): RunningCli {
  const child = spawn(process.execPath, ['dist/main.js', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  )
  return { ended, kill: (signal) => void child.kill(signal) }
}

function cli(args: readonly string[]): Promise<Ended> {
  return startCli(args).ended
}

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const silentDriver = `
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
const answer = (id, result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }))
const capabilities = ['listSecrets', 'credential.test']
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method } = JSON.parse(line)
  if (method === 'initialize') {
    answer(id, { protocolVersion: 1, client: { name: 'silent', version: '1', language: 'none' }, capabilities })
  } else if (method === 'call') writeFileSync(process.argv[2], '')
  else answer(id, {})
}`

const nothingKnown = write('nothing-known.yaml', '[]\n')

test.concurrent('the bundled client: what it is known to break is told apart, in words and as data', async () => {
  const file = join(folder, 'report.json')
  const { code, stdout, stderr } = await cli([
    'test',
    '--scenario=errors/empty-body-of-404',
    '--scenario=paging/empty-*',
    '--reporter=list',
    `--reporter=json=${file}`,
  ])
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  expect(stderr).toBe('')
  expect(validateDocument('report', report)).toEqual([])
  expect(report.summary).toMatchObject({ failed: 0, known: 1, errors: 0 })
  expect(stdout).toContain('Known failures (1)')
  expect(stdout).not.toContain('\u001B[')
  expect(code).toBe(0)
})

test.concurrent('a finding ends with 1 and tells the command that shows it again', async () => {
  const { code, stdout } = await cli([
    'test',
    '--scenario=errors/empty-body-of-404',
    `--known-failures=${nothingKnown}`,
  ])
  expect(stdout).toContain(
    `run it again: npx keyvault-contract test --known-failures ${nothingKnown} --scenario errors/empty-body-of-404`,
  )
  expect(code).toBe(1)
})

test.concurrent('a known failure that does not fail ends with 1', async () => {
  const entry = '- { scenario: identifiers/*, reason: it was broken once, link: "https://example.com/1" }\n'
  const { code, stdout } = await cli([
    'test',
    '--scenario=identifiers/*',
    `--known-failures=${write('stale.yaml', entry)}`,
  ])
  expect(stdout).toContain(
    'Known failures that no longer fail: take these entries out\n  identifiers/* (it was broken once)',
  )
  expect(code).toBe(1)
})

test.concurrent.for([
  [[], ''],
  [['tset'], `unknown command 'tset'. Legal are test, `],
  [['test', '--senario', 'x'], "unknown option '--senario'. Legal are --package, --driver, --api-version,"],
  [['test', 'perl'], 'Unknown client "perl": expected one of javascript, python'],
  [['test', '--scenario', 'paging/emty*'], '--scenario "paging/emty*" matches no scenario.'],
  [
    ['test', '--api-version', '7.9'],
    '--api-version "7.9" is unknown. Expected all or one of 2016-10-01, 7.0,',
  ],
  [['test', '--reporter', 'dots'], '--reporter "dots" is unknown. Expected list, json'],
  [['test', '--jobs', '0'], '--jobs "0" must be an integer from 1 to 64.'],
  [['test', '--known-failures', 'none.yaml'], '--known-failures "none.yaml" cannot be read (ENOENT)'],
  [['test', '--package', folder], 'expected a folder with a package.json that exports `SecretClient`'],
] as const)('a mistake ends with 2 and says what is legal: %j', async ([args, message]) => {
  const { code, stdout, stderr } = await cli(args)
  expect(stderr).toContain(message)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test.concurrent.for([
  ['dies', 'process.exit(7)'],
  ['prints noise', 'console.log("hello")'],
])('a driver that %s ends with 3, in one sentence', async ([, program]) => {
  const driver = `node -e '${program}; setTimeout(() => {}, 100000)'`
  const { code, stderr } = await cli(['test', '--driver', driver, '--scenario', 'identifiers/*'])
  expect(stderr).toMatch(/^keyvault-contract: The driver/)
  expect(stderr).not.toContain(' at ')
  expect(code).toBe(3)
})

test.concurrent('an interrupt reports what is known by then, and ends with 3', async () => {
  // This driver answers no call: it only notes that it was asked. Nothing but the interrupt ends the run in time.
  const asked = join(folder, 'asked')
  const driver = `node ${write('silent-driver.mjs', silentDriver)} ${asked}`
  const running = startCli(['test', '--driver', driver, '--scenario', 'paging/**'])
  while (!existsSync(asked)) await delay(20)
  running.kill('SIGINT')
  const { code, stdout } = await running.ended
  expect(stdout).toMatch(/\n {2}\d+ × the run was interrupted\n/)
  expect(code).toBe(3)
})

test.concurrent('what nobody caught is our fault, never a finding', async () => {
  const late = 'data:text/javascript,setTimeout(()=>{throw%20new%20Error(%22too%20late%22)},1000)'
  const { code, stderr } = await startCli(['serve'], { NODE_OPTIONS: `--import=${late}` }).ended
  expect(stderr).toContain('This is a fault of keyvault-contract: too late')
  expect(code).toBe(3)
})

test.concurrent('--list prints ids and titles and runs nothing', async () => {
  const { code, stdout } = await cli(['test', '--list', '--scenario', 'identifiers/*'])
  expect(stdout.split('\n').filter((line) => /^identifiers\/\S+ {2,}\S/.test(line)).length).toBeGreaterThan(1)
  expect(code).toBe(0)
})

test.concurrent('help has an example for each command', async () => {
  for (const command of ['test', 'run', 'serve']) {
    const { code, stdout } = await cli([command, '--help'])
    expect(stdout).toContain(`Examples:\n  keyvault-contract ${command}`)
    expect(code).toBe(0)
  }
})
