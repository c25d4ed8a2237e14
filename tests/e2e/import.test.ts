import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { validateDocument } from '../../src/contract/validate-document.ts'
import { type CommandResult, startCommand } from './start-command.ts'

const value = 'Tr0ub4dor-and-3'
const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'

/** A folder of its own, gone with the test. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-import-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const run = (...args: string[]): Promise<CommandResult> => startCommand(...args).ended

/** As vcrpy writes it: the secret is in request and answer, and in the text of an error. */
const cassette = `interactions:
- request:
    body: '{"value": "${value}"}'
    headers: {User-Agent: [azsdk-python-keyvault-secrets/4.4.0 Python/3.9.9], X-Proxy: [inner]}
    method: PUT
    uri: https://contoso.vault.azure.net/secrets/db-password?api-version=7.3
  response:
    body: {string: '{"value":"${value}","id":"https://contoso.vault.azure.net/secrets/db-password/0123456789abcdef0123456789abcdef","attributes":{"enabled":true,"created":1648763245,"updated":1648763245,"recoveryLevel":"Recoverable+Purgeable","recoverableDays":90}}'}
    headers: {date: ['Thu, 31 Mar 2022 21:47:25 GMT'], x-ms-keyvault-network-info: ['conn_type=Ipv4;addr=20.1.2.3;act_addr_fam=InterNetwork;']}
    status: {code: 200, message: OK}
- request:
    body: null
    headers: {}
    method: GET
    uri: https://contoso.vault.azure.net/secrets/other/?api-version=7.3
  response:
    body: {string: '{"error":{"code":"Unauthorized","message":"AKV10000: Request is missing a Bearer or PoP token."}}'}
    headers: {www-authenticate: ['Bearer authorization="https://login.windows.net/${tenant}", resource="https://vault.azure.net"']}
    status: {code: 401, message: Unauthorized}
version: 1
`

test('a cassette becomes a recording of ours that conforms to its format and tells nothing of the original', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'old.yaml'), cassette)
  const { code, stderr } = await run('import', join(folder, 'old.yaml'), '-o', join(folder, 'out'))
  expect(code).toBe(0)
  expect(stderr).toContain('2 exchanges')
  expect(stderr).toContain('left out: request.header x-proxy (1×)')
  const text = readFileSync(join(folder, 'out', 'old.json'), 'utf8')
  for (const original of [value, tenant, 'contoso', 'db-password', '20.1.2.3', 'inner'])
    expect(text).not.toContain(original)
  const recording = JSON.parse(text)
  expect(validateDocument('recording', recording)).toEqual([])
  expect(recording.Provenance).toMatchObject({
    FormatVersion: 1,
    Origin: 'imported',
    Source: 'vcr-yaml old.yaml',
    ApiVersion: ['7.3'],
  })
  expect(
    recording.Entries.map(({ RequestUri, Capture }: Record<string, unknown>) => [RequestUri, Capture]),
  ).toEqual([
    [
      'https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.3',
      { Unknown: ['request.authorization'], Refused: ['request.header x-proxy'] },
    ],
    [
      'https://vault-1.vault.azure.net/secrets/secret-5001/?api-version=7.3',
      { Unknown: ['request.authorization'] },
    ],
  ])
  expect(recording.Entries[0].ResponseBody.value).toBe(recording.Entries[0].RequestBody.value)
})

test('what the contract does not know is kept when the caller says how', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'old.yaml'), cassette)
  await run('import', join(folder, 'old.yaml'), '-o', folder, '--keep', 'X-Proxy=public')
  expect(
    JSON.parse(readFileSync(join(folder, 'old.json'), 'utf8')).Entries[0].RequestHeaders['X-Proxy'],
  ).toBe('inner')
})

test('as HTTP Archives, redacted as well, which can be imported again', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'old.yaml'), cassette)
  expect((await run('import', join(folder, 'old.yaml'), '-o', folder, '--har')).code).toBe(0)
  const text = readFileSync(join(folder, 'old.har'), 'utf8')
  expect(JSON.parse(text).log.entries).toHaveLength(2)
  expect(text).not.toContain(value)
  const { code, stderr } = await run('import', join(folder, 'old.har'), '-o', folder)
  expect(code).toBe(0)
  expect(stderr).toContain('2 exchanges')
})

test('nothing is replaced without --force', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'old.yaml'), cassette)
  writeFileSync(join(folder, 'old.json'), 'mine')
  const refused = await run('import', join(folder, 'old.yaml'), '-o', folder)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('old.json exists. Add --force to replace it.')
  expect(readFileSync(join(folder, 'old.json'), 'utf8')).toBe('mine')
  expect((await run('import', join(folder, 'old.yaml'), '-o', folder, '--force')).code).toBe(0)
  expect(readdirSync(folder).sort()).toEqual(['old.json', 'old.yaml'])
})

test('a file that cannot be read is told, and the others are imported', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'broken.json'), '{"Entries": [{"RequestUri": "https://x')
  writeFileSync(join(folder, 'old.yaml'), cassette)
  const { code, stderr } = await run('import', folder, '-o', join(folder, 'out'))
  expect(code).toBe(3)
  expect(stderr).toContain('broken.json')
  expect(stderr).toContain('1 imported, 1 not')
  expect((await run('import', join(folder, 'broken.json'), '-o', folder)).code).toBe(2)
})

test('each line of JSON Lines becomes a recording called after where it came from', async () => {
  const folder = newFolder()
  const exchange = {
    method: 'GET',
    url: 'https://x.vault.azure.net/secrets/n?api-version=7.0',
    reqHeaders: [],
    reqBody: null,
    status: 404,
    resHeaders: [],
    resBody: null,
  }
  const lines = ['a/first.json', 'b/second.yaml'].map((path) =>
    JSON.stringify({ path, format: 'test-proxy', exchanges: [exchange] }),
  )
  writeFileSync(join(folder, 'traces.jsonl'), `${lines.join('\n')}\n`)
  expect((await run('import', join(folder, 'traces.jsonl'), '-o', join(folder, 'out'))).code).toBe(0)
  expect(readdirSync(join(folder, 'out', 'traces'))).toEqual(['0001-first.json', '0002-second.json'])
})

test.each([
  ['--keep without a sensitivity', ['--keep', 'x-proxy'], '--keep "x-proxy" must be name=sensitivity'],
  ['--keep with an unknown one', ['--keep', 'x=open'], 'one of secret, identifier, opaque, volatile, public'],
])('%s', async (_, options, message) => {
  const folder = newFolder()
  writeFileSync(join(folder, 'old.yaml'), cassette)
  const { code, stderr } = await run('import', join(folder, 'old.yaml'), '-o', folder, ...options)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('redact applies the rules to a recording of the test proxy, and a second time changes nothing', async () => {
  const folder = newFolder()
  const file = join(folder, 'recording.json')
  const entry = {
    RequestUri: 'https://contoso.vault.azure.net/secrets/db-password?api-version=7.6',
    RequestMethod: 'GET',
    RequestHeaders: { Authorization: `Bearer ${value}`, 'User-Agent': 'x/1' },
    RequestBody: null,
    StatusCode: 404,
    ResponseHeaders: {},
    ResponseBody: {
      error: { code: 'SecretNotFound', message: `Secret not found: db-password for ${value}` },
    },
  }
  writeFileSync(file, JSON.stringify({ Entries: [entry], Variables: {} }))
  expect((await run('redact', file)).code).toBe(0)
  const once = readFileSync(file, 'utf8')
  expect(once).not.toContain(value)
  expect(once).toContain('Secret not found: secret-5000 for redacted-token-1')
  const { stderr } = await run('redact', file)
  expect(stderr).toContain('replaced: nothing')
  expect(readFileSync(file, 'utf8')).toBe(once)
})

test('redact takes folders, and passes over what else lies in them', async () => {
  const folder = newFolder()
  expect(await run('redact', folder)).toMatchObject({
    code: 2,
    stderr: 'keyvault-contract: There is no recording in the folders named.\n',
  })
  writeFileSync(join(folder, 'README.md'), '# Recordings')
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ Entries: [], Variables: {} }))

  const { code, stderr } = await run('redact', folder)

  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `${join(folder, 'a.json')}: 0 exchanges\n  replaced: nothing\n`,
  })
})

test('redact refuses what it cannot write back, and a recording of a newer format', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'old.yaml'), cassette)
  writeFileSync(
    join(folder, 'new.json'),
    JSON.stringify({ Provenance: { FormatVersion: 2 }, Entries: [], Variables: {} }),
  )
  const { code, stderr } = await run('redact', join(folder, 'old.yaml'), join(folder, 'new.json'))
  expect(code).toBe(2)
  expect(stderr).toContain('vcr-yaml, which cannot be changed in place')
  expect(stderr).toContain('format version 2, and this version of keyvault-contract reads up to 1: update it')
})
