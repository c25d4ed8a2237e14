import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startUpstreamVault } from './start-upstream-vault.ts'
import { runShell, runVitest, vitestProject } from './vitest-project.ts'

// Several runs of Vitest each, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const rotates = `
import { SecretClient } from '@azure/keyvault-secrets'
import { expect, test } from 'keyvault-contract/vitest'

async function rotate(client) {
  await client.setSecret('db-password', 'new')
}

for (const one of ['first', 'second', 'third']) {
  test(\`rotates the key: \${one}\`, async ({ vault, trace }) => {
    await vault.seed({ 'db-password': 'old' })
    await rotate(new SecretClient(vault.url, vault.credential))
    expect(vault).toHaveSecret('db-password', { value: 'new', enabled: true, versions: 2 })
    expect(trace).toKeepContract()
    expect(trace.exchanges.length).toBe(2)
  })
}

test.concurrent.for(['fourth', 'fifth'])('%s at once', async (name, { expect, vault }) => {
  const client = new SecretClient(vault.url, vault.credential)
  await client.setSecret(name, 'v')
  expect(vault).toHaveSent('SetSecret', { times: 1, name })
})
`

test.for([
  ['--pool=forks'],
  ['--pool=threads'],
  ['--pool=vmThreads'],
  ['--no-isolate'],
  ['--sequence.concurrent', '--pool=threads', '--no-isolate'],
])('fixtures and matchers: %s', async (flags) => {
  const project = vitestProject({ 'one.test.js': rotates, 'two.test.js': rotates })
  const { code, stdout, stderr } = await runVitest(project, ['run', ...flags])
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/Tests {2}10 passed \(10\)/)
})

/** Two tests that talk to a vault and to another host, which only the user's own mock knows. */
function besideTest(setUp: string): string {
  return `
    import { SecretClient } from '@azure/keyvault-secrets'
    import { afterAll, beforeAll } from 'vitest'
    import { expect, test } from 'keyvault-contract/vitest'
    ${setUp}
    test.for([1, 2])('vault and mock %i', async (_, { vault }) => {
      const client = new SecretClient(vault.url, vault.credential)
      await client.setSecret('a', 'v')
      expect(await (await fetch('https://example.test/')).text()).toBe('mock')
      expect((await client.getSecret('a')).value).toBe('v')
    })`
}

test('beside a user’s own msw or nock that refuses everything else', async () => {
  const project = vitestProject({
    'msw.test.js': besideTest(`
      import { setupServer } from 'msw/node'
      import { http, HttpResponse } from 'msw'
      const server = setupServer(http.get('https://example.test/', () => HttpResponse.text('mock')))
      beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
      afterAll(() => server.close())`),
    'nock.test.js': besideTest(`
      import nock from 'nock'
      beforeAll(() => {
        nock.disableNetConnect()
        nock('https://example.test').get('/').times(2).reply(200, 'mock')
      })
      afterAll(() => nock.restore())`),
  })
  const { code, stdout, stderr } = await runVitest(project, ['run'])
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' })
})

const leaky = `
import { expect, test } from 'keyvault-contract/vitest'

test.for(['GET', 'POST'])('asks (with %s)', async (method, { vault, trace }) => {
  const body = '{"value":"planted-value"}'
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  await fetch(vault.url + '/secrets/a?api-version=7.6', { method: 'PUT', headers, body })
  expect(trace).toKeepContract()
})
`

test('a finding is in the failure message, and in the report, with the command that runs that test again', async () => {
  const project = vitestProject({ 'leaky.test.js': leaky })
  const reporter = join(project, 'node_modules/keyvault-contract/dist/vitest-reporter.js')
  const flags = ['--reporter=default', `--reporter=${reporter}`]
  const { code, stdout, stderr } = await runVitest(project, ['run', ...flags])
  expect(code).toBe(1)
  expect(stderr).toContain('✗ challenge/probe-without-body (must)')
  expect(stderr).toMatch(/no body without a token │ 25 bytes/)
  expect(stderr).toContain('> PUT https://')
  expect(stdout).toMatch(/Key Vault contract\n\n.*✗ challenge\/probe-without-body \(must\)/s)
  expect(stdout).toContain('in leaky.test.js > asks (with POST)')
  expect(stdout + stderr).not.toContain('planted-value')
  const command = /run it again: (npx vitest run .*GET.*)/.exec(stderr)?.[1] ?? ''
  expect(command).toBe(String.raw`npx vitest run leaky.test.js -t 'asks \(with GET\)$'`)
  const again = runShell(project, command)
  expect(again).toMatch(/Tests {2}1 failed \| 1 skipped \(2\)/)
})

const recorded = `
import { SecretClient } from '@azure/keyvault-secrets'
import { describe } from 'vitest'
import { expect, test } from 'keyvault-contract/vitest'

describe('secrets of the app', () => {
  for (const name of ['one', 'two']) {
    test(\`sets and reads: \${name}\`, async ({ recording, trace }) => {
      const client = new SecretClient(recording.url, recording.credential)
      await client.setSecret(name + process.env.RUN, 'planted-value')
      const { value } = await client.getSecret(name + process.env.RUN)
      expect(value).toBe('planted-value')
      if (process.env.LESS === undefined) await client.getSecret(name + process.env.RUN)
      expect(trace).toKeepContract()
      expect(recording).toHaveSent('SetSecret', { times: 1 })
    })
  }
})
`

test('recordings by the names of tests: recorded, played with other names, missing, and not all asked for', async () => {
  const project = vitestProject({ 'app.test.js': recorded })
  const run = (env: Readonly<Record<string, string>>, ...args: string[]): ReturnType<typeof runVitest> =>
    runVitest(project, ['run', ...args], env)
  const missing = await run({ KEYVAULT_CONTRACT_MODE: 'playback', RUN: '1' })
  expect(missing.code).toBe(1)
  expect(missing.stderr).toContain(
    'recordings/app.test.js/secrets-of-the-app-sets-and-reads-one.json is missing.',
  )
  const command =
    /record it: (.* -t 'secrets of the app sets and reads: one\$')/.exec(missing.stderr)?.[1] ?? ''
  expect(runShell(project, `RUN=1 ${command}`)).toMatch(/Tests {2}1 passed \| 1 skipped/)
  const record = await run({ KEYVAULT_CONTRACT_MODE: 'record', RUN: '2' }, '--sequence.concurrent')
  expect(record, record.stdout + record.stderr).toMatchObject({ code: 0 })
  const files = readdirSync(join(project, 'recordings/app.test.js')).sort()
  expect(files).toEqual(['one', 'two'].map((name) => `secrets-of-the-app-sets-and-reads-${name}.json`))
  const texts = files.map((file) => readFileSync(join(project, 'recordings/app.test.js', file), 'utf8'))
  expect(texts.join('')).not.toContain('planted-value')
  const play = await run({ KEYVAULT_CONTRACT_MODE: 'playback', RUN: '3' }, '--sequence.concurrent')
  expect(play, play.stdout + play.stderr).toMatchObject({ code: 0 })
  const less = await run({ KEYVAULT_CONTRACT_MODE: 'playback', RUN: '4', LESS: '' })
  expect(less.code).toBe(1)
  expect(less.stderr).toMatch(/was not played as recorded\..*GetSecret one4.*never asked for.*unused: 1/s)
  expect(less.stderr.match(/was not played as recorded/g)).toHaveLength(2)
})

test('a vault that is there is recorded through the very client that a test makes', async () => {
  const vault = await startUpstreamVault('app.vault.azure.net')
  onTestFinished(() => vault.stop())
  const option = (name: string): string[] => vault.options.filter((_, at) => vault.options[at - 1] === name)
  const upstream = { resolve: option('--resolve'), caFiles: option('--upstream-ca') }
  const project = vitestProject({
    'live.test.js': `
      import { SecretClient } from '@azure/keyvault-secrets'
      import { expect, test as base } from 'keyvault-contract/vitest'
      const getToken = async (scopes, { tenantId } = {}) => {
        const token = { scopes: [scopes].flat(), tenantId: tenantId ?? null, claims: null, enableCae: null, serial: 1 }
        const text = Buffer.from(JSON.stringify(token)).toString('base64url')
        return { token: 'kvc-test.' + text, expiresOnTimestamp: Date.now() + 3600000 }
      }
      const test = base.extend({
        recordingOptions: { vaultUrl: '${vault.url}', credential: { getToken }, upstream: ${JSON.stringify(upstream)} },
      })
      test('sets', async ({ recording }) => {
        const client = new SecretClient(recording.url, recording.credential)
        await client.setSecret('a', 'planted-value', { contentType: 'text/plain' })
        expect((await client.getSecret('a')).value).toBe('planted-value')
      })`,
  })
  const record = await runVitest(project, ['run'], { KEYVAULT_CONTRACT_MODE: 'record' })
  expect(record, record.stdout + record.stderr).toMatchObject({ code: 0 })
  const text = readFileSync(join(project, 'recordings/live.test.js/sets.json'), 'utf8')
  expect(JSON.parse(text).Provenance.Origin).toBe('live')
  for (const secret of ['planted-value', vault.host, 'kvc-test']) expect(text).not.toContain(secret)
  vault.stop()
  const play = await runVitest(project, ['run'], { KEYVAULT_CONTRACT_MODE: 'playback' })
  expect(play, play.stdout + play.stderr).toMatchObject({ code: 0 })
})

test('watch mode: a file that is saved runs again, with nothing left of the run before', async () => {
  const project = vitestProject({ 'one.test.js': rotates })
  const file = join(project, 'one.test.js')
  // The run itself says when it is over: what a terminal shows is nobody's interface.
  const setup = `import { existsSync, writeFileSync, appendFileSync } from 'node:fs'
    export default class { onTestRunEnd(_, errors, reason) { appendFileSync('runs.log', reason + errors.length + '\\n') } }`
  writeFileSync(join(project, 'runs.js'), setup)
  void runVitest(project, ['watch', '--no-isolate', '--reporter=./runs.js'])
  await expect.poll(() => runsOf(project), { timeout: 80_000 }).toEqual(['passed0'])
  appendFileSync(file, '\n')
  await expect.poll(() => runsOf(project), { timeout: 80_000 }).toEqual(['passed0', 'passed0'])
})

function runsOf(project: string): string[] {
  const file = join(project, 'runs.log')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}
