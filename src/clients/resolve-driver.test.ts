import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UsageError } from '../wire/errors.ts'
import { type ClientChoice, resolveDriver } from './resolve-driver.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvc-resolve-'))
  await writeFile(join(folder, 'a-file'), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const resolve = (choice: ClientChoice): ReturnType<typeof resolveDriver> =>
  resolveDriver(choice, { cacheDir: folder })

test('without a word, the JavaScript driver on the bundled client', async () => {
  const { argv } = await resolve({})
  expect(argv[0]).toBe(process.execPath)
  expect(argv.at(-1)).toMatch(/javascript[/\\]driver\.ts$/)
  expect((await resolve({ client: 'javascript' })).argv).toEqual(argv)
})

test('--package goes to the JavaScript driver', async () => {
  await writeFile(join(folder, 'package.json'), '{}')
  expect((await resolve({ package: folder })).argv.slice(-2)).toEqual(['--package', folder])
  await rm(join(folder, 'package.json'))
})

test('--driver is split into words, without a shell', async () => {
  expect(await resolve({ driver: "./d 'a b'" })).toEqual({ argv: ['./d', 'a b'], env: {} })
})

test.each<[ClientChoice, string]>([
  [
    { client: 'cobol' },
    `Unknown client "cobol": expected one of javascript, python, python-async, go, rust, java, java-async, or --driver '<command>'.`,
  ],
  [{ package: './nowhere' }, '--package "./nowhere": there is no such folder.'],
  [{ driver: 'd', client: 'python' }, '--driver "d" cannot be used together with the client "python".'],
  [{ driver: 'd', package: '.' }, '--driver "d" cannot be used together with --package.'],
  [{ driver: '' }, `--driver "": expected a command, for instance './my-driver --flag'.`],
])('%j', async (choice, message) => {
  await expect(resolve(choice)).rejects.toThrow(new UsageError(message))
})

test('a folder without a package.json, and a file, are no packages', async () => {
  await expect(resolve({ package: folder })).rejects.toThrow('it has no package.json')
  await expect(resolve({ package: join(folder, 'a-file') })).rejects.toThrow('got a file')
})
