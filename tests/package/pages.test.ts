import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { repository } from '../e2e/start-command.ts'
import { runProgram, writeFiles } from './consumer.ts'
import { executeBlock, type Place } from './execute-block.ts'
import { blocksOf, pages } from './read-pages.ts'

const modules = join(inject('workspace'), 'node_modules')

const made = join(inject('workspace'), 'made')

/** What `npm test` of the app below asks of a vault: recorded, and as a trace in JSON. */
const makeRecording = `
import { writeFile } from 'node:fs/promises'
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault, recordTo } from 'keyvault-contract'
const recorder = await recordTo('mine.json', { origin: 'reference-vault' })
const vault = recorder.service(createVault())
const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
await client.setSecret('quickstart', 'a value', { contentType: 'text/plain' })
await client.getSecret('quickstart')
await (await client.beginDeleteSecret('quickstart')).pollUntilDone()
await recorder.finish()
const text = (bytes) => Buffer.from(bytes).toString()
const exchanges = vault.trace.exchanges.map(({ request, answer }) => ({
  method: request.method,
  url: request.url,
  reqHeaders: request.headers,
  reqBody: text(request.body),
  status: answer.status,
  resHeaders: answer.headers,
  resBody: text(answer.body),
}))
await writeFile('trace.json', JSON.stringify({ format: 'test', exchanges }))
`

/** The driver that ships, under the name that the page gives to the reader's. */
const myDriver = '#!/bin/sh\nexec node node_modules/keyvault-contract/dist/drivers/javascript.js\n'

beforeAll(async () => {
  writeFiles(made, { 'make.mjs': makeRecording })
  const { code, stderr } = await runProgram([process.execPath, 'make.mjs'], { cwd: made })
  expect(code, stderr).toBe(0)
})

/** An app as the pages speak of it: its script, its tests, a fork of the client beside it, recordings. */
function newApp(home: string): Place {
  const folder = join(home, 'app')
  mkdirSync(folder, { recursive: true })
  symlinkSync(modules, join(folder, 'node_modules'))
  symlinkSync(modules, join(home, 'node_modules'))
  cpSync(join(modules, '@azure', 'keyvault-secrets'), join(home, 'my-fork'), { recursive: true })
  const recording = readFileSync(join(made, 'mine.json'), 'utf8')
  const line = readFileSync(join(made, 'trace.json'), 'utf8')
  writeFiles(home, {
    'my-sdk/test/recordings/mine.json': recording,
    'app/recordings/mine.json': recording,
    'app/my-driver': myDriver,
    'app/package.json':
      '{"name":"app","private":true,"type":"module","scripts":{"test":"node my-script.js"}}\n',
    'app/my-script.js': readFileSync(
      join(repository, 'tests', 'quickstarts', 'javascript', 'quickstart.mjs'),
      'utf8',
    ),
  })
  chmodSync(join(folder, 'my-driver'), 0o755)
  writeFileSync(join(folder, 'traces.jsonl.gz'), gzipSync(`${line}\n`.repeat(20)))
  return { folder, installed: (...path) => join(modules, ...path) }
}

const withBlocks = pages().flatMap((page) => {
  const blocks = blocksOf(page)
  return blocks.length === 0 ? [] : [{ page, blocks }]
})

test('there are pages with blocks to execute', () => {
  expect(withBlocks.length).toBeGreaterThan(8)
})

describe.each(withBlocks)('$page', ({ page, blocks }) => {
  const home = join(inject('workspace'), 'pages', page.replace(/\W+/g, '-'))
  let app: Place
  beforeAll(() => {
    app = newApp(home)
  })
  test.each(blocks)('$place', async (block) => {
    await executeBlock(block, app)
  })
})
