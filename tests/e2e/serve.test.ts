import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { sendRaw } from './proxy-client.ts'
import { type RunningCommand, repository, startCommand } from './start-command.ts'

const execute = promisify(execFile)

interface Described {
  readonly vaultUrl: string
  readonly vaultUrls: readonly string[]
  readonly proxy: string
  readonly caFile: string
  readonly environment: Readonly<Record<string, string>>
}

async function serve(...args: readonly string[]): Promise<{ command: RunningCommand; described: Described }> {
  const command = startCommand('serve', '--format', 'json', ...args)
  return { command, described: JSON.parse(await command.printed(/^}\n/m)) as Described }
}

function writeSeeds(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'kvc-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'seeds.yaml')
  writeFileSync(file, text)
  return file
}

/** A program of somebody who pasted what `serve` printed. */
function readSecrets(environment: Readonly<Record<string, string>>, name: string): Promise<string> {
  const program = `
    import { SecretClient } from '@azure/keyvault-secrets'
    import { EnvironmentCredential } from '@azure/identity'
    const client = new SecretClient(process.env.AZURE_KEYVAULT_URL, new EnvironmentCredential(), { retryOptions: { maxRetries: 0 } })
    await client.getSecret('${name}').then(({ value }) => console.log(value), (error) => console.log(error.code))`
  return execute(process.execPath, ['--input-type=module', '-e', program], {
    cwd: repository,
    env: { ...process.env, ...environment },
  }).then(({ stdout }) => stdout.trim())
}

test('a program with the printed environment reads a seeded secret; SIGTERM ends everything with 0', async () => {
  const seeds = writeSeeds('greeting: { value: hello, tags: { a: b } }\n')
  const { command, described } = await serve('--seed', seeds)

  expect(await readSecrets(described.environment, 'greeting')).toBe('hello')
  expect(existsSync(described.caFile)).toBe(true)

  command.child.kill('SIGTERM')
  const { code, stderr } = await command.ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(existsSync(described.caFile)).toBe(false)
})

test('what is printed for a shell can be evaluated whole', async () => {
  const command = startCommand('serve', '--vault', 'one', '--vault', 'two.vault.azure.cn')
  const printed = await command.printed(/AZURE_CLIENT_SECRET=\S+\n/)

  const { stdout } = await execute('sh', ['-c', `${printed}\necho "$KEYVAULT_URI $HTTPS_PROXY [$no_proxy]"`])

  const proxy = /# proxy {4}(\S+)/.exec(printed)?.[1]
  expect(stdout).toBe(`https://one.vault.azure.net ${proxy} []\n`)
  expect(
    printed
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
      .replaceAll(/(proxyPort=)\d+/g, '$1PORT')
      .replaceAll(/\/[^\s=]*keyvault-contract-\w+/g, 'DIR')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'GUID')
      .replace(/(CLIENT_SECRET=).*/, '$1SECRET'),
  ).toMatchInlineSnapshot(`
    "# vault    https://one.vault.azure.net
    # vault    https://two.vault.azure.cn
    # proxy    http://127.0.0.1:PORT
    # CA file  DIR/ca.pem
    # Paste this into another shell; a program started there talks to the vault. Ctrl+C here stops it.
    export HTTPS_PROXY=http://127.0.0.1:PORT
    export HTTP_PROXY=http://127.0.0.1:PORT
    export ALL_PROXY=http://127.0.0.1:PORT
    export NO_PROXY=''
    export https_proxy=http://127.0.0.1:PORT
    export http_proxy=http://127.0.0.1:PORT
    export all_proxy=http://127.0.0.1:PORT
    export no_proxy=''
    export NODE_EXTRA_CA_CERTS=DIR/ca.pem
    export NODE_USE_ENV_PROXY=1
    export SSL_CERT_FILE=DIR/ca.pem
    export SSL_CERT_DIR=DIR
    export REQUESTS_CA_BUNDLE=DIR/ca.pem
    export CURL_CA_BUNDLE=DIR/ca.pem
    export JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=DIR/ca.jks -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=changeit -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=PORT -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=PORT -Dhttp.nonProxyHosts='
    export AZURE_KEYVAULT_URL=https://one.vault.azure.net
    export KEYVAULT_URI=https://one.vault.azure.net
    export AZURE_TENANT_ID=GUID
    export AZURE_CLIENT_ID=GUID
    export AZURE_CLIENT_SECRET=SECRET
    "
  `)
})

test('a vault that knows one api-version refuses the others', async () => {
  const { described } = await serve('--api-version', '7.2')

  // The client's own api-version is newer.
  expect(await readSecrets(described.environment, 'greeting')).toBe('BadParameter')
})

test('what a program was refused is said once, and the service goes on', async () => {
  const { command, described } = await serve()
  const port = Number(new URL(described.proxy).port)
  const refused = 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n'

  await sendRaw(port, refused)
  await sendRaw(port, refused)
  await sendRaw(port, 'GET http://gone.vault.azure.net/ HTTP/1.1\r\nHost: gone.vault.azure.net\r\n\r\n')

  command.child.kill('SIGINT')
  const { code, stderr } = await command.ended
  expect(code).toBe(0)
  expect(stderr).toMatchInlineSnapshot(`
    "keyvault-contract: The host example.com is not served here: only vaults, Entra and managed identity endpoints are, and nothing is passed on to the network.
    keyvault-contract: No vault has the host gone.vault.azure.net. There is https://contoso.vault.azure.net.
    "
  `)
})

test('a port that is taken is the caller’s mistake', async () => {
  const { described } = await serve()
  const port = new URL(described.proxy).port

  const { code, stderr } = await startCommand('serve', '--port', port).ended

  expect(code).toBe(2)
  expect(stderr).toMatch(
    /^keyvault-contract: The proxy can not listen on 127\.0\.0\.1:\d+: .*Choose another --port\.\n$/,
  )
})

test.each([
  [['--port', 'x'], 'keyvault-contract: --port "x" must be an integer from 1 to 65535.'],
  [['--format', 'xml'], 'keyvault-contract: --format "xml" must be one of shell, json.'],
  [['--vault', 'a_b'], 'keyvault-contract: --vault "a_b" must be a name of 3 to 24 letters'],
  [['--vault', 'abc', '--vault', 'ABC'], 'keyvault-contract: --vault names abc.vault.azure.net twice.'],
  [['--api-version', '7.9'], 'keyvault-contract: --api-version "7.9" must be one of 2016-10-01, 7.0,'],
  [['--seed', 'nowhere.json'], 'keyvault-contract: --seed "nowhere.json" can not be read: ENOENT'],
  [['--bogus'], "keyvault-contract: unknown option '--bogus'. Legal are --vault"],
])('serve %j ends with 2 and says why', async (args, message) => {
  const { code, stdout, stderr } = await startCommand('serve', ...args).ended

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test.each([
  ['a: { value: kvc-canary, tag: {} }', /seeds\.yaml:1: \/a\/tag is no known member\.$/],
  ['a:\n  value: [kvc-canary]', /seeds\.yaml:2: \/a\/value must be string\.$/],
  ['- kvc-canary', /seeds\.yaml:1: the file must be object\.$/],
  ['a: { value: kvc-canary', /seeds\.yaml(:1)?: not readable as JSON or YAML\.$/],
])('a broken file of seeds, %j, is told by line and never quoted', async (text, message) => {
  const { code, stderr } = await startCommand('serve', '--seed', writeSeeds(text)).ended

  expect(code).toBe(2)
  expect(stderr.trimEnd()).toMatch(message)
  expect(stderr).not.toContain('kvc-canary')
})
