import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UsageError } from '../../wire/errors.ts'
import type { Driver } from '../driver.ts'
import { resolveDriver } from '../resolve-driver.ts'
import { startDriver } from '../start-driver.ts'

let folder: string
const withoutProxy = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)),
)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvc-package-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function start(packageFolder?: string): Promise<Driver> {
  const { argv } = await resolveDriver({ package: packageFolder }, { cacheDir: folder })
  return await startDriver({ argv, env: withoutProxy })
}

async function packageOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const home = join(folder, name)
  await mkdir(home)
  for (const [file, text] of Object.entries(files)) await writeFile(join(home, file), text)
  return home
}

test('the bundled client as a process', async () => {
  const driver = await start()
  expect(driver.info.client).toMatchObject({ name: '@azure/keyvault-secrets', language: 'javascript' })
  expect(driver.info.capabilities.size).toBe(30)
  await driver.createClient({
    client: 'c',
    vaultUrl: 'https://v.vault.azure.net',
    credential: { kind: 'test', clientId: '1' },
  })
  const id = 'https://v.vault.azure.net:8443/secrets/a/b'
  expect(await driver.call({ client: 'c', call: 'parseIdentifier', arguments: { id } })).toEqual({
    outcome: 'value',
    value: { id, name: 'a', version: 'b', vaultUrl: 'https://v.vault.azure.net:8443' },
  })
  await driver.closeClient('c')
  await driver.shutdown()
  expect(driver.log()).toBe('')
})

test('the bundled client logs to stderr while it is asked to, and only then', async () => {
  const driver = await start()
  const nobody = {
    client: 'c',
    // A port that nobody can listen on.
    vaultUrl: 'https://127.0.0.1:0',
    credential: { kind: 'test', clientId: '1' },
    retry: { maxRetries: 0, delayMs: 0, maxDelayMs: 0 },
  } as const
  const get = { client: 'c', call: 'getSecret', arguments: { name: 'a' } }
  await driver.createClient({ ...nobody, logging: 'verbose' })
  expect(await driver.call(get)).toMatchObject({ outcome: 'error', error: { category: 'transport' } })
  await driver.closeClient('c')
  await driver.createClient(nobody)
  await driver.call({ ...get, arguments: { name: 'quiet' } })
  await driver.shutdown()
  expect(driver.log()).toContain('azure:keyvault-secrets:info Request: {')
  expect(driver.log()).toContain('https://127.0.0.1:0/secrets/a/')
  expect(driver.log()).not.toContain('/secrets/quiet')
})

test('a CommonJS fork that prints to stdout, lacks what it says and has no pollers', async () => {
  const home = await packageOf('fork', {
    'package.json':
      '{ "name": "fork", "version": "1.2.3", "main": "lib", "keyvault-contract": { "lacks": ["client.logging"] } }',
    'lib.js': `
      console.log('loaded')
      class SecretClient {
        async getSecret(name) { console.info('get'); return { name, value: 'v' } }
        async deleteSecret(name) { throw new TypeError('not today') }
      }
      module.exports = Object.assign(Object.create(null), { ['Secret' + 'Client']: SecretClient })
    `,
  })
  const driver = await start(home)
  expect(driver.info.client).toMatchObject({ name: 'fork', version: '1.2.3' })
  const calls = [...driver.info.capabilities].filter((name) => !name.includes('.'))
  expect(calls).toEqual(['getSecret', 'deleteSecret'])
  expect(driver.info.capabilities.has('client.logging')).toBe(false)
  const client = { client: 'c', vaultUrl: 'https://v', credential: { kind: 'test', clientId: '1' } } as const
  await driver.createClient(client)
  const get = await driver.call({ client: 'c', call: 'getSecret', arguments: { name: 'a' } })
  expect(get).toEqual({ outcome: 'value', value: { name: 'a', value: 'v' } })
  const remove = await driver.call({ client: 'c', call: 'deleteSecret', arguments: { name: 'a' } })
  expect(remove).toEqual({
    outcome: 'error',
    error: { category: 'internal', type: 'TypeError', message: 'not today' },
  })
  await driver.shutdown()
  expect(driver.log()).toBe('loaded\nget\n')
})

test('what a client throws where nobody can catch it is the outcome of the call that it happened in', async () => {
  const home = await packageOf('stray', {
    'package.json': '{ "name": "stray", "version": "1.0.0", "main": "lib.js" }',
    'lib.js': `
      class SecretClient {
        getSecret(name) {
          if (name === 'good') return new Promise((resolve) => setTimeout(resolve, 200, { name, value: 'v' }))
          if (name === 'callback') setTimeout(() => JSON.parse('{'), 5)
          if (name === 'promise') Promise.resolve().then(() => { throw new RangeError('nobody waits') })
          if (name === 'late') setTimeout(() => { throw new Error('after the answer') }, 5)
          return name === 'late' ? Promise.resolve({ name, value: 'v' }) : new Promise(() => {})
        }
      }
      exports['Secret' + 'Client'] = SecretClient
    `,
  })
  const driver = await start(home)
  await driver.createClient({
    client: 'c',
    vaultUrl: 'https://v',
    credential: { kind: 'test', clientId: '1' },
  })
  const get = (name: string): ReturnType<Driver['call']> =>
    driver.call({ client: 'c', call: 'getSecret', arguments: { name } })
  const [good, callback, promise] = await Promise.all(['good', 'callback', 'promise'].map(get))
  expect(good).toEqual({ outcome: 'value', value: { name: 'good', value: 'v' } })
  expect(callback).toMatchObject({
    outcome: 'error',
    error: { category: 'internal', type: 'SyntaxError', message: expect.stringContaining('no caller can') },
  })
  expect(promise).toMatchObject({
    error: { type: 'RangeError', message: 'Thrown where no caller can catch it: nobody waits' },
  })
  expect(await get('late')).toMatchObject({ outcome: 'value' })
  expect(await driver.died).toContain('after the answer')
})

test('a package that cannot be used is the caller’s mistake', async () => {
  const other = await packageOf('other', { 'package.json': '{ "name": "other" }', 'index.js': '' })
  await expect(start(other)).rejects.toThrow(
    new UsageError(`--package "${other}": the package "other" does not export \`SecretClient\`.`),
  )
})
