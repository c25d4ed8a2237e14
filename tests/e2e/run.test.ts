import { expect, test } from 'vitest'
import { type CommandResult, startCommand } from './start-command.ts'

/** Runs a Node program in front of the vault; it may import what this repository may. */
function run(program: string, ...options: readonly string[]): Promise<CommandResult> {
  return startCommand('run', ...options, '--', process.execPath, '--input-type=module', '-e', program).ended
}

const openClient = `
  import { SecretClient } from '@azure/keyvault-secrets'
  import { DefaultAzureCredential } from '@azure/identity'
  const client = new SecretClient(process.env.AZURE_KEYVAULT_URL, new DefaultAzureCredential())
  await client.setSecret('hello', 'kvc-canary')`

/** A client of its own making, which says twice what it wants. */
const careless = `
  import { request } from 'node:http'
  import { connect } from 'node:tls'
  const host = new URL(process.env.AZURE_KEYVAULT_URL).host
  const tunnel = request(process.env.HTTPS_PROXY, { method: 'CONNECT', path: host + ':443' })
  tunnel.on('connect', (_, socket) => {
    const tls = connect({ socket, servername: host })
    tls.write('GET /secrets/a?api-version=7.6&api-version=7.5 HTTP/1.1\\r\\nHost: ' + host + '\\r\\nAuthorization: Bearer kvc-canary\\r\\nConnection: close\\r\\n\\r\\n')
    tls.resume()
  }).end()`

test('a program whose traffic conforms: 0, its stdout left alone, the verdict on stderr', async () => {
  const { code, stdout, stderr } = await run(`${openClient}
    console.log((await client.getSecret('hello')).properties.version.length)`)

  expect({ code, stdout }).toEqual({ code: 0, stdout: '32\n' })
  expect(stderr).toMatch(/^keyvault-contract: The program ended well and its traffic conforms\.\n/)
  expect(stderr).toMatch(
    /4 exchanges served, 3 of them by the vault; \d+ verdicts over \d+ requirements\.\n$/,
  )
  expect(stderr).not.toContain('kvc-canary')
})

test('a program that breaks a requirement: 1, and the finding', async () => {
  const { code, stderr } = await run(careless)

  expect(code).toBe(1)
  expect(stderr).toContain('✗ request/api-version-once (must)')
  expect(stderr).toContain(
    '#0 GET https://contoso.vault.azure.net/secrets/a?api-version=7.6&api-version=7.5 → 401',
  )
  expect(stderr).toContain('The program ended well; its traffic has ')
  expect(stderr).toMatch(/#0 > GET https:\/\/vault-1\.vault\.azure\.net\/secrets\/secret-\d+\?/)
  expect(stderr).toContain('run it again: (holds a secret: withheld)')
  expect(stderr).not.toContain('kvc-canary')
})

test('findings outweigh the program’s own failure', async () => {
  const { code, stderr } = await run(`${careless}\nprocess.exitCode = 9`)

  expect(code).toBe(1)
  expect(stderr).toContain('The program exited with code 9; its traffic has ')
})

test('a program that never talks to the vault: 3', async () => {
  const { code, stderr } = await run('')

  expect(code).toBe(3)
  expect(stderr).toMatchInlineSnapshot(`
    "keyvault-contract: The program ended well and never talked to the vault. Does it use AZURE_KEYVAULT_URL, and a client that honours HTTPS_PROXY?
      0 exchanges served, 0 of them by the vault; 0 verdicts over 0 requirements.
    "
  `)
})

test('a program that fails by itself: 3, and its own exit code is told', async () => {
  const { code, stderr } = await run(`${openClient}\nprocess.exit(7)`)

  expect(code).toBe(3)
  expect(stderr).toContain(
    'The program exited with code 7; its traffic conforms as far as it went, but what it did not get to is not judged.',
  )
})

test('a signal is passed on, and the program decides what it means', async () => {
  const program = `${openClient}
    process.on('SIGTERM', () => { console.log('bye'); process.exit(0) })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const command = startCommand('run', '--', process.execPath, '--input-type=module', '-e', program)
  await command.printed(/ready/)

  command.child.kill('SIGTERM')

  const { code, stdout } = await command.ended
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'ready\nbye\n' })
})

test('a program that a signal ends: 3', async () => {
  const { code, stderr } = await run(`${openClient}\nprocess.kill(process.pid, 'SIGKILL')`)

  expect(code).toBe(3)
  expect(stderr).toContain('The program was ended by SIGKILL;')
})

test('options after the program are its own, those before are ours', async () => {
  const command = startCommand(
    'run',
    '--vault',
    'fabrikam',
    process.execPath,
    '-p',
    'process.env.KEYVAULT_URI',
  )

  expect((await command.ended).stdout).toBe('https://fabrikam.vault.azure.net\n')
})

test.each([
  [
    ['--', 'no-such-program'],
    'keyvault-contract: There is no program `no-such-program`: neither on PATH nor as a file.\n',
  ],
  [['--', './package.json'], 'keyvault-contract: `./package.json` is not executable.\n'],
  [[], 'keyvault-contract: run takes a program: keyvault-contract run -- node my-script.js.\n'],
  [['--vault', '-', '--', 'true'], 'keyvault-contract: --vault "-" must be a name'],
])('run %j ends with 2 and says why', async (args, message) => {
  const { code, stderr } = await startCommand('run', ...args).ended

  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
