import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startHttpsServer } from '../../src/transports/https-server.ts'
import { entriesOf, rawClient, recordNode, target, told } from './record-support.ts'
import type { RunningCommand } from './start-command.ts'
import { startUpstreamVault, type UpstreamVault } from './start-upstream-vault.ts'

let vault: UpstreamVault
beforeAll(async () => {
  vault = await startUpstreamVault()
})
afterAll(() => vault.stop())

function record(file: string, program: string, ...options: readonly string[]): RunningCommand {
  return recordNode(vault, { file, program, options })
}

const openClient = `
  const { SecretClient } = await import('@azure/keyvault-secrets')
  const { DefaultAzureCredential } = await import('@azure/identity')
  const client = new SecretClient(process.env.AZURE_KEYVAULT_URL, new DefaultAzureCredential())
  await client.setSecret('hello', 'kvc-canary-value')`

test('the official client, unmodified: recorded whole, its output and exit code left alone, nothing secret kept', async () => {
  const { file, folder } = target()

  const result = await record(
    file,
    `${openClient}
     console.log((await client.getSecret('hello')).value)
     process.exitCode = 7`,
  ).ended

  expect(result).toMatchObject({ code: 7, stdout: 'kvc-canary-value\n' })
  expect(
    entriesOf(file).map(
      (entry) => `${entry.RequestMethod} ${new URL(entry.RequestUri).host} ${entry.StatusCode}`,
    ),
  ).toEqual([
    'PUT vault-1.vault.azure.net 401',
    'POST login.microsoftonline.com 200',
    'PUT vault-1.vault.azure.net 200',
    'GET vault-1.vault.azure.net 200',
  ])
  expect(readdirSync(folder)).toEqual(['mine.json'])
  const text = readFileSync(file, 'utf8')
  for (const secret of ['kvc-canary-value', 'hello', vault.host, ...Object.values(vault.application)])
    expect(text).not.toContain(secret)
  expect(told(result, folder)).toMatchInlineSnapshot(`
    "keyvault-contract: Recorded 4 exchanges in DIR/mine.json; the program exited with code 7.
      replaced: credential 1, guid 10, name 1, text 2, token 1, value 1, vault 1, version 1
      Play it back: keyvault-contract play DIR/mine.json -- <program>
    "
  `)
})

test('Node’s own fetch is recorded, whatever its release; this machine, and what the caller has in NODE_OPTIONS, stay', async () => {
  const { file } = target()
  const program = `
    const { createServer } = await import('node:http')
    const server = createServer((_, response) => response.end('local')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const local = await fetch('http://127.0.0.1:' + server.address().port)
    const vault = await fetch(process.env.AZURE_KEYVAULT_URL + '/secrets?api-version=7.6')
    console.log(await local.text(), vault.status, process.env.NODE_OPTIONS.split(' ')[0])
    server.close()`
  process.env['NODE_OPTIONS'] = '--no-deprecation'
  onTestFinished(() => void Reflect.deleteProperty(process.env, 'NODE_OPTIONS'))

  expect(await record(file, program).ended).toMatchObject({
    code: 0,
    stdout: 'local 401 --no-deprecation\n',
  })
  expect(entriesOf(file)).toHaveLength(1)
})

test('a signal is passed on, and what was recorded until then is kept', async () => {
  const { file } = target()
  const command = record(
    file,
    `${rawClient}
     await list()
     process.on('SIGTERM', () => { console.log('bye'); process.exit(3) })
     console.log('ready')
     setInterval(() => {}, 1000)`,
  )
  await command.printed(/ready/)

  command.child.kill('SIGTERM')

  expect(await command.ended).toMatchObject({ code: 3, stdout: 'ready\nbye\n' })
  expect(entriesOf(file)).toHaveLength(1)
})

test.each(['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const)(
  '%s is passed on as well, and leaves nothing behind but the recording',
  async (signal) => {
    const { file, folder } = target()
    const command = record(
      file,
      `${rawClient}
       await list()
       process.on('${signal}', () => { console.log('got ${signal}'); process.exit(4) })
       console.log('ready')
       setInterval(() => {}, 1000)`,
    )
    await command.printed(/ready/)

    command.child.kill(signal)

    expect(await command.ended).toMatchObject({ code: 4, stdout: `ready\ngot ${signal}\n` })
    expect(readdirSync(folder)).toEqual(['mine.json'])
  },
)

test('a program that a signal ends: 128 and its number', async () => {
  const { file } = target()
  const program = `${rawClient}\nawait list()\nprocess.kill(process.pid, 'SIGKILL')`

  expect(await record(file, program).ended).toMatchObject({ code: 137 })
  expect(entriesOf(file)).toHaveLength(1)
})

test('nothing recorded: 3, why, and nothing left behind', async () => {
  const { file, folder } = target()

  const result = await record(file, 'process.exitCode = 5').ended

  expect(result.code).toBe(3)
  expect(told(result, folder)).toMatchInlineSnapshot(`
    "keyvault-contract: Nothing was recorded: the program exited with code 5, and no vault answered it. Nothing that it sent came through the proxy: does it call a vault, with a client that honours HTTPS_PROXY?
    "
  `)
  expect(readdirSync(folder)).toEqual([])
})

test('a program that goes past the proxy: 3, and what it did reach', async () => {
  const { file, folder } = target()
  const server = createServer((_, response) => response.end('plain'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const program = `
    const { request } = await import('node:http')
    const url = 'http://127.0.0.1:${port}/a?b'
    const get = (target, options) => new Promise((resolve) => request(target, options, (response) => response.on('data', resolve)).end())
    console.log(String(await get(url)), String(await get(process.env.HTTP_PROXY, { path: url })))`

  const result = await record(file, program).ended

  expect(result).toMatchObject({ code: 3, stdout: 'plain plain\n' })
  expect(told(result, folder)).toMatchInlineSnapshot(`
    "keyvault-contract: Nothing was recorded: the program ended well, and no vault answered it. Other hosts that it reached are left alone: 127.0.0.1.
    "
  `)
})

test('other hosts are tunnelled untouched: the program sees their own certificate, and nothing of it is recorded', async () => {
  const { file, folder } = target()
  const other = await startHttpsServer({
    hosts: ['other.example'],
    handler: async () => ({
      status: 200,
      headers: [['X-Other', 'yes']],
      body: Buffer.from('kvc-canary-other'),
    }),
  })
  onTestFinished(() => other.close())
  const ca = join(folder, 'other-ca.pem')
  writeFileSync(ca, other.caPem)
  const program = `${rawClient}
    await list()
    const { body } = await tunnelledRequest('https://other.example/')
    console.log(body)`

  // The program trusts it because the recorder was told to, not because the recorder has opened the tunnel.
  const result = await record(
    file,
    program,
    '--upstream-ca',
    ca,
    '--resolve',
    `other.example:443:127.0.0.1:${other.port}`,
  ).ended

  expect(result).toMatchObject({ code: 0, stdout: 'kvc-canary-other\n' })
  expect(entriesOf(file)).toHaveLength(1)
  expect(readFileSync(file, 'utf8')).not.toContain('other')
})
