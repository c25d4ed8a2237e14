import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { repository } from './start-command.ts'

interface Attached {
  /** Resolves with stderr so far, once it matches. */
  said(pattern: RegExp): Promise<string>
  press(): void
  stop(): void
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string }>
}

/** `test --attach` with a keyboard. */
function attach(...args: readonly string[]): Attached {
  const child = spawn(process.execPath, ['dist/main.js', 'test', '--attach', ...args], { cwd: repository })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  const ended = new Promise<{ code: number | null; stdout: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout })),
  )
  const said = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stderr)) resolve(stderr)
      }
      child.stderr.on('data', look)
      void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${stderr}`)))
      look()
    })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { said, press: () => child.stdin.write('\n'), stop: () => child.kill('SIGINT'), ended }
}

/** Runs a program with what was printed to be pasted, as somebody at another shell would. */
function runPasted(printed: string, program: string): Promise<number | null> {
  const exports = printed.match(/^export .*$/gm) ?? []
  const script = `${exports.join('\n')}\nexec "$0" --input-type=module -e "$1"`
  const child = spawn('sh', ['-c', script, process.execPath, program], { cwd: repository, stdio: 'inherit' })
  return new Promise((resolve) => child.once('close', resolve))
}

const client = `
  import { SecretClient } from '@azure/keyvault-secrets'
  import { DefaultAzureCredential } from '@azure/identity'
  const client = new SecretClient(process.env.AZURE_KEYVAULT_URL, new DefaultAzureCredential())`

test('a client started by hand is judged by its traffic, step by step', async () => {
  const attached = attach('--scenario', 'paging/short-pages')
  const printed = await attached.said(/Enter when it is done/)
  expect(printed).toMatch(/^# proxy {4}http:\/\/127\.0\.0\.1:\d+$/m)
  expect(printed).toMatch(/^# CA file {2}\//m)
  expect(printed).toMatch(/^# step 1:\n# {3}listSecrets\(/m)
  const list = 'for await (const _ of client.listPropertiesOfSecrets());'
  expect(await runPasted(printed, `${client}\n${list}`)).toBe(0)
  attached.press()
  const { code, stdout } = await attached.ended
  expect(stdout).toMatch(/✓ paging 1\/1/)
  expect(stdout).toContain('1 scenario: 1 passed, 0 failed')
  expect(code).toBe(0)
})

test('a client that stops half-way has a finding, with the wire', async () => {
  const attached = attach('--scenario', 'paging/short-pages')
  const printed = await attached.said(/Enter when it is done/)
  const first = 'for await (const _ of client.listPropertiesOfSecrets().byPage()) break'
  expect(await runPasted(printed, `${client}\n${first}`)).toBe(0)
  attached.press()
  const { code, stdout } = await attached.ended
  expect(stdout).toContain('✗ paging/short-pages (must)')
  expect(stdout).toMatch(/#\d > GET https:\/\/vault-1\.vault\.azure\.net\/secrets\?/)
  expect(stdout).toContain('note: what the calls gave is not judged: only a driver can tell')
  expect(code).toBe(1)
})

test('stopped before anything was done: nothing is judged, and that is 3', async () => {
  const attached = attach('--scenario', 'paging/short-pages')
  await attached.said(/Enter when it is done/)
  attached.stop()
  const { code, stdout } = await attached.ended
  expect(stdout).toContain('not all calls were made')
  expect(code).toBe(3)
})

test('a driver that is named is started, and judged with what it tells', async () => {
  const attached = attach('javascript', '--scenario', 'paging/short-pages')
  const { code, stdout } = await attached.ended
  expect(stdout).toContain('1 scenario: 1 passed')
  expect(code).toBe(0)
})
