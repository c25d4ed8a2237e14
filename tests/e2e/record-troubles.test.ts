import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createCertificateAuthority } from '../../src/transports/certificate-authority.ts'
import { entriesOf, rawClient, recordNode, target, told } from './record-support.ts'
import { type RunningCommand, startCommand } from './start-command.ts'
import { startUpstreamVault, type UpstreamVault } from './start-upstream-vault.ts'

let vault: UpstreamVault
beforeAll(async () => {
  vault = await startUpstreamVault()
})
afterAll(() => vault.stop())

function record(file: string, program: string, ...options: readonly string[]): RunningCommand {
  return recordNode(vault, { file, program, options })
}

test('two recorders on one file: the second is refused, the first goes on', async () => {
  const { file, folder } = target()
  const first = record(
    file,
    `${rawClient}\nawait list()\nconsole.log('ready')\nprocess.on('SIGTERM', () => process.exit(0))\nsetInterval(() => {}, 1000)`,
  )
  await first.printed(/ready/)

  const second = await record(file, '', '--force').ended
  expect(second.code).toBe(2)
  expect(told(second, folder)).toBe(
    'keyvault-contract: DIR/mine.json is being recorded by process PID on HOST Choose another file: -o.\n',
  )

  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ code: 0 })
  expect(entriesOf(file)).toHaveLength(1)
})

test.each([
  [
    'down',
    ['--resolve', 'upstream.vault.azure.net:443:127.0.0.1:1'],
    'upstream.vault.azure.net refuses connections (ECONNREFUSED).',
  ],
  [
    'not in DNS',
    [],
    'upstream.vault.azure.net is not in DNS (ENOTFOUND). If you know where it is: --resolve upstream.vault.azure.net:443:<address>.',
  ],
  [
    'not to be trusted',
    'without CA',
    'The certificate of upstream.vault.azure.net is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE). If its authority is yours: --upstream-ca <file>.',
  ],
])('an upstream that is %s: the connection is closed, the reason told, 3', async (_, options, message) => {
  const { file } = target()
  const words =
    options === 'without CA'
      ? vault.options.filter((word) => word !== '--upstream-ca' && !word.endsWith('.pem'))
      : options
  const start = `Object.assign(process.env, ${JSON.stringify(vault.environment)});`
  const program = `${start}${rawClient}\nawait list().catch(({ code }) => console.log(code))`
  const command = startCommand(
    'record',
    '-o',
    file,
    ...words,
    '--',
    process.execPath,
    '--input-type=module',
    '-e',
    program,
  )

  const { code, stdout, stderr } = await command.ended

  expect({ code, stdout }).toEqual({ code: 3, stdout: 'ECONNRESET\n' })
  expect(stderr.split('\n')[0]).toBe(`keyvault-contract: ${message}`)
  expect(existsSync(file)).toBe(false)
})

test('an upstream that refuses TLS: the connection is closed, the reason told, 3', async () => {
  const plain = createServer((_, response) => response.end())
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void plain.close())
  const { port } = plain.address() as AddressInfo
  const { file, folder } = target()
  const url = 'https://plain.vault.azure.net'
  const program = `
    ${rawClient}
    process.env.AZURE_KEYVAULT_URL = '${url}'
    await list().catch(({ code }) => console.log(code))`

  const { code, stdout, stderr } = await record(
    file,
    program,
    '--resolve',
    `plain.vault.azure.net:443:127.0.0.1:${port}`,
  ).ended

  expect({ code, stdout }).toEqual({ code: 3, stdout: 'ECONNRESET\n' })
  expect(stderr).toMatch(
    /^keyvault-contract: TLS with plain\.vault\.azure\.net failed \(ERR_SSL_[A-Z_]+\)\.\n/,
  )
  expect(readdirSync(folder)).toEqual([])
})

test('an answer that breaks off in the middle: told, recorded as that, and what was complete is kept', async () => {
  const authority = await createCertificateAuthority()
  const server = createTlsServer(authority.leafFor('breaks.vault.azure.net'), (request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 })
    if (request.url?.includes('broken')) response.write('{"value":"kvc-canary-half', () => response.destroy())
    else response.end(JSON.stringify({ value: 'kvc-canary-whole' }).padEnd(1000))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const { file, folder } = target()
  const ca = join(folder, 'ca.pem')
  writeFileSync(ca, authority.caPem)
  const program = `${rawClient}
    for (const name of ['whole', 'broken'])
      await tunnelledRequest('https://breaks.vault.azure.net/secrets/' + name + '?api-version=7.6')
        .then(({ status }) => console.log(status), ({ code }) => console.log(code))`

  const where = ['--upstream-ca', ca, '--resolve', `breaks.vault.azure.net:443:127.0.0.1:${port}`]
  const { code, stdout, stderr } = await record(file, program, ...where).ended

  expect({ code, stdout }).toEqual({ code: 0, stdout: '200\nECONNRESET\n' })
  expect(stderr).toContain(
    'keyvault-contract: breaks.vault.azure.net closed the connection before its answer was complete (UND_ERR_SOCKET).\n',
  )
  expect(entriesOf(file)).toMatchObject([{ StatusCode: 200 }, { StatusCode: 200, Capture: { Closed: true } }])
  expect(readFileSync(file, 'utf8')).not.toContain('kvc-canary')
})

// A file system of its own takes an administrator; elsewhere src/recording/recorder shows the same with /dev/full.
test('a full disk: told, 3, the client served on, and what fitted becomes a recording where there is room', async ({
  skip,
}) => {
  const { folder } = target()
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) skip()
  onTestFinished(() => void spawnSync('umount', [disk]))
  const file = join(disk, 'mine.json')

  const program = `${rawClient}\nlet served = 0\nfor (let i = 0; i < 120; i++) served += (await list()).status === 401\nconsole.log(served)`
  const result = await record(file, program).ended

  expect(result).toMatchObject({ code: 3, stdout: '120\n' })
  expect(told(result, folder)).toMatch(
    /^keyvault-contract: Recording stopped after \d+ exchanges: DIR\/disk\/mine\.json\.journal could not be written: no space is left on the device \(ENOSPC\)\. What was recorded until then is in DIR\/disk\/mine\.json\.journal; the next command that is given DIR\/disk\/mine\.json makes a recording of it\./,
  )
  expect(readdirSync(disk)).toEqual(['mine.json.journal'])
  const whole = readFileSync(`${file}.journal`, 'utf8').split('\n').length - 2
  const moved = join(folder, 'moved.json')
  copyFileSync(`${file}.journal`, `${moved}.journal`)
  await startCommand('check', moved).ended
  expect(entriesOf(moved)).toHaveLength(whole)
  expect(whole).toBeGreaterThan(20)
})

test('a program that there is not: 2, and nothing left behind', async () => {
  const { file, folder } = target()

  const { code, stderr } = await startCommand('record', '-o', file, '--', 'no-such-program').ended

  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'keyvault-contract: There is no program `no-such-program`: neither on PATH nor as a file.\n',
  })
  expect(readdirSync(folder)).toEqual([])
})

test('a file that is there is not replaced unless asked; a folder never', async () => {
  const { file, folder } = target()
  writeFileSync(file, 'mine')
  const program = `${rawClient}\nconsole.log('ran')\nawait list()`

  expect(await record(file, program).ended).toMatchObject({ code: 2, stdout: '' })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(await record(folder, program, '--force').ended).toMatchObject({ code: 2, stdout: '' })
  expect(await record(file, program, '--force').ended).toMatchObject({ code: 0 })
  expect(entriesOf(file)).toHaveLength(1)
})
