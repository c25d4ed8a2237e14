import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Provenance } from '../../src/contract/generated/types/recording.ts'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { createUpstream } from '../../src/transports/upstream.ts'
import { bytesOf, jsonOf } from '../../src/wire/body.ts'
import { isResponse, type WireRequest } from '../../src/wire/exchange.ts'
import { type CommandResult, startCommand } from './start-command.ts'
import { startUpstreamVault, type UpstreamVault } from './start-upstream-vault.ts'

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-modes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function provenanceOf(file: string): Provenance {
  return JSON.parse(readFileSync(file, 'utf8')).Provenance
}

const scenarios = ['request/update-sends-every-option', 'request/longest-name', 'paging/short-pages']
const selected = scenarios.flatMap((id) => ['--scenario', id])

test('recorded against the reference vault in a process of its own, played back; what cannot be recorded is told', async () => {
  const folder = testFolder()

  const recorded = await startCommand('test', '--mode', 'record', '-o', folder, ...selected).ended

  expect(recorded.code, recorded.stdout + recorded.stderr).toBe(0)
  expect(recorded.stdout).toContain('1 × a live vault cannot be told its pages')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\./.test(name))
  expect(files.sort()).toEqual(['request/longest-name.json', 'request/update-sends-every-option.json'])
  expect(provenanceOf(join(folder, 'request/longest-name.json')).Origin).toBe('reference-vault')

  const played = await startCommand('test', '--mode', 'playback', '--recordings', folder, ...selected).ended
  expect(played.code, played.stdout + played.stderr).toBe(0)
  expect(played.stdout).toContain('1 × there is no recording of it')
  expect(played.stdout).toMatch(/3 scenarios: 2 passed, 0 failed, 1 skipped/)

  const file = join(folder, 'request/longest-name.json')
  const text = readFileSync(file, 'utf8')
  expect((await startCommand('test', '--mode', 'record', '-o', folder, ...selected).ended).code).toBe(0)
  expect(readFileSync(file, 'utf8'), 'recorded again without anything new').toBe(text)
})

test('a vault that is there: signed in to as the environment says, recorded, and left as it was', async () => {
  const vault = await startUpstreamVault('shared.vault.azure.net')
  onTestFinished(() => vault.stop())
  const folder = testFolder()
  const options = ['--vault-url', vault.url, ...vault.options, '-o', folder, ...selected]
  for (const [name, value] of Object.entries(vault.environment)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())

  const { code, stdout, stderr } = await startCommand('test', '--mode', 'record', ...options).ended

  expect(code, stdout + stderr).toBe(0)
  const file = join(folder, 'request/update-sends-every-option.json')
  expect(provenanceOf(file).Origin).toBe('live')
  const text = readFileSync(file, 'utf8')
  for (const secret of [vault.host, '-kvc', ...Object.values(vault.application)])
    expect(text).not.toContain(secret)
  expect(await heldBy(vault)).toEqual([[], []])
})

test('nobody to sign in as: told before anything is asked of the vault', async () => {
  vi.stubEnv('AZURE_TENANT_ID', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  const url = 'https://nobody.vault.azure.net'
  const { code, stderr } = await startCommand('test', '--mode', 'record', '--vault-url', url).ended
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'keyvault-contract: --vault-url needs AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET in the environment: AZURE_TENANT_ID is not set.\n',
  })
})

/** `test --mode live` against a vault, signed in to as it says; with its JSON report. */
async function testLive(
  vault: UpstreamVault,
  ...patterns: readonly string[]
): Promise<CommandResult & { report: Report }> {
  const file = join(testFolder(), 'report.json')
  for (const [name, value] of Object.entries(vault.environment)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const reporters = ['--reporter', 'list', '--reporter', `json=${file}`]
  const globs = patterns.flatMap((pattern) => ['--scenario', pattern])
  const mode = ['--mode', 'live', '--vault-url', vault.url, ...vault.options]
  const result = await startCommand('test', ...mode, ...globs, ...reporters).ended
  return { ...result, report: JSON.parse(readFileSync(file, 'utf8')) }
}

test('live: client and service are judged, nothing is left behind, and what a live vault cannot be told is skipped', async () => {
  const vault = await startUpstreamVault('live.vault.azure.net')
  onTestFinished(() => vault.stop())

  const { code, stdout, stderr, report } = await testLive(
    vault,
    ...scenarios,
    'errors/not-found-of-every-operation',
    'request/letters-*',
    'request/slash-*',
  )

  expect(code, stdout + stderr).toBe(0)
  expect(stdout).toContain('1 × a live vault cannot be told its pages')
  expect(stdout).not.toContain('Drift')
  const kept = (report.requirements ?? []).filter((counts) => counts.kept > 0).map(({ id }) => id)
  expect(kept).toEqual(expect.arrayContaining(['request/body-schema', 'response/body-schema']))
  expect(await heldBy(vault)).toEqual([[], []])
})

test('live: what the service no longer keeps is a finding, what contract and recording do not say is drift', async () => {
  const vault = await startUpstreamVault('drift.vault.azure.net', { isDrifting: true })
  onTestFinished(() => vault.stop())

  const { code, stdout, report } = await testLive(
    vault,
    'errors/not-found-of-every-operation',
    'request/longest-name',
  )

  expect(code, stdout).toBe(1)
  const findings = report.scenarios.flatMap(({ findings: found }) => found)
  expect(findings).toContainEqual(
    expect.objectContaining({ requirement: 'response/times-integer-seconds', subject: 'service' }),
  )
  const drift = report.scenarios.flatMap(({ drift: found = [] }) => found)
  const told = new Set(
    drift.map(({ source, pointer, expected, received }) => [source, pointer, expected, received].join(' | ')),
  )
  expect([...told].sort()).toMatchInlineSnapshot(`
    [
      "contract | /response/body/attributes/renewal | no such member in this form | a member",
      "contract | /response/body/attributes/updated | no such member in this form | a member",
      "contract | /response/headers/x-ms-keyvault-zone | no such header in this form | a header",
      "recording | /response/body/attributes/renewal | no such member | a member",
      "recording | /response/body/attributes/updated | integer | string",
      "recording | /response/body/error/message | A secret with (name/id) … was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see … | A secret with (name/id) … was never found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see …",
      "recording | /response/headers/x-ms-keyvault-region | a header | no such header",
      "recording | /response/headers/x-ms-keyvault-zone | no such header | a header",
    ]
  `)
  expect(stdout).toContain('Drift')
  for (const secret of [vault.application.clientSecret, '-kvc']) expect(stdout).not.toContain(secret)
})

test('live without a vault: told at once', async () => {
  expect(await startCommand('test', '--mode', 'live').ended).toMatchObject({
    code: 2,
    stderr: 'keyvault-contract: --mode live needs --vault-url, like https://my-vault.vault.azure.net.\n',
  })
})

/** What a vault holds, and what it holds as deleted. */
async function heldBy({ url, options, application }: UpstreamVault): Promise<unknown[]> {
  const valuesOf = (name: string): string[] => options.filter((_, index) => options[index - 1] === name)
  const upstream = createUpstream({
    resolve: valuesOf('--resolve'),
    caFiles: valuesOf('--upstream-ca'),
    environment: {},
  })
  onTestFinished(() => upstream.close())
  const send = async (
    request: Pick<WireRequest, 'method' | 'url' | 'headers'>,
    body = '',
  ): Promise<object> => {
    const answer = await upstream.handler({ ...request, body: bytesOf(body) })
    if (!isResponse(answer) || answer.status !== 200) throw new Error(`${request.url} was not answered.`)
    return jsonOf(answer.body) as object
  }
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: application.clientId,
    client_secret: application.clientSecret,
    scope: 'https://vault.azure.net/.default',
  })
  const token = await send(
    {
      method: 'POST',
      url: `https://login.microsoftonline.com/${application.tenantId}/oauth2/v2.0/token`,
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    },
    form.toString(),
  )
  const authorization = `Bearer ${Reflect.get(token, 'access_token')}`
  const lists = ['secrets', 'deletedsecrets'].map((name) =>
    send({
      method: 'GET',
      url: `${url}/${name}?api-version=7.6`,
      headers: [['Authorization', authorization]],
    }),
  )
  return (await Promise.all(lists)).map((list) => Reflect.get(list, 'value'))
}

test('not one recording of what was selected: nothing was judged', async () => {
  const folder = testFolder()
  const { code, stdout } = await startCommand(
    'test',
    '--mode',
    'playback',
    '--recordings',
    folder,
    ...selected,
  ).ended
  expect(code).toBe(3)
  expect(stdout).toContain('3 × there is no recording of it')
})

test('a recording that is none, a folder that is not there, a mode that there is not: mistakes of the caller', async () => {
  const folder = testFolder()
  writeFileSync(join(folder, 'mine.json'), '{')
  const gone = join(folder, 'gone')
  const play = await startCommand('test', '--mode', 'playback', '--recordings', gone).ended
  expect(play).toMatchObject({ code: 2, stdout: '' })
  expect(play.stderr).toContain(`--recordings "${gone}" must be a folder with recordings.`)
  expect((await startCommand('test', '--mode', 'lively').ended).stderr).toContain(
    '--mode "lively" must be one of vault, playback, record, live.',
  )
  expect(existsSync(gone)).toBe(false)
})
