import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import { isHarnessError } from '../../src/wire/errors.ts'
import { bundled, life, recordLife } from './recorded-life.ts'
import { type CommandResult, repository, startCommand } from './start-command.ts'

/** One recording, made by the bundled JavaScript client, and other clients that play it under names of their own. */
let recording: Awaited<ReturnType<typeof recordLife>> | undefined
beforeAll(async () => {
  recording = await recordLife()
})
afterAll(() => recording?.remove())

function play(command: readonly string[], ...options: readonly string[]): Promise<CommandResult> {
  const environment = ['env', 'NAME=My-Own-Name', 'VALUE=kvc-canary of my own']
  return startCommand('play', ...options, recording?.path ?? '', '--', ...environment, ...command).ended
}

const node = (program: string): string[] => [process.execPath, '--input-type=module', '-e', program]
const expected = 'My-Own-Name kvc-canary of my own second type My-Own-Name My-Own-Name\n'

function expectPlayed({ code, stdout, stderr }: CommandResult): void {
  expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: expected })
  expect(stderr).toMatch(
    /^keyvault-contract: The program ended well and played as recorded\.\n.* 0 unused, /m,
  )
  expect(stderr).not.toContain('kvc-canary')
}

test('the client that it was recorded with, under another name', async () => {
  expectPlayed(await play(node(life(bundled))))
})

test('the same, held to every header and to the whole order', async () => {
  const { code, stderr } = await play(
    node(life(bundled)),
    '--headers',
    'exact',
    '--order',
    'strict',
    '--speed',
    '20',
  )

  expect({ code, stderr }).toMatchObject({ code: 0 })
})

const old = join(repository, 'tests/releases/node20/node_modules/keyvault-secrets-4.4.0')
const whenInstalled = existsSync(old) ? test : test.skip

whenInstalled('an old release of it: 4.4.0 (skipped where `npm run releases` never was)', async () => {
  const packages = { ...bundled, secrets: pathToFileURL(join(old, 'dist/index.js')).href }

  expectPlayed(await play(node(life(packages))))
})

test.each([
  ['of Node itself', ''],
  [
    'of undici, which reads the variables itself',
    `import { EnvHttpProxyAgent, fetch, setGlobalDispatcher } from 'undici'
     setGlobalDispatcher(new EnvHttpProxyAgent())`,
  ],
])('plain fetch %s, with its own headers and no challenge', async (_, start) => {
  expectPlayed(
    await play(
      node(`
    ${start}
    const { AZURE_KEYVAULT_URL: vault, NAME: name, VALUE: value } = process.env
    const ask = async (method, path, body) => {
      const headers = { Authorization: 'Bearer mine', ...(body && { 'Content-Type': 'application/json' }) }
      const options = { method, headers, ...(body && { body: JSON.stringify(body) }) }
      const text = await (await fetch(vault + path + '?api-version=7.6', options)).text()
      return text === '' ? {} : JSON.parse(text)
    }
    await ask('PUT', '/secrets/' + name, { value, contentType: 'first type' })
    await ask('PATCH', '/secrets/' + name, { contentType: 'second type' })
    const got = await ask('GET', '/secrets/' + name)
    const listed = (await ask('GET', '/secrets')).value
    await ask('DELETE', '/secrets/' + name)
    let deleted
    do deleted = await ask('GET', '/deletedsecrets/' + name); while (deleted.error)
    await ask('DELETE', '/deletedsecrets/' + name)
    const nameOf = ({ id }) => id.split('/')[4]
    console.log([nameOf(got), got.value, got.contentType, listed.map(nameOf).join('+'), nameOf(deleted)].join(' '))`),
    ),
  )
})

test('Node alone, with a query of its own spelling, slashes at the end, and a challenge for every request', async () => {
  expectPlayed(
    await play(
      node(`
    import { tunnelledRequest } from '${pathToFileURL(join(repository, 'tests/e2e/tunnelled-request.mjs')).href}'
    const { AZURE_KEYVAULT_URL: vault, NAME: name, VALUE: value } = process.env
    const ask = async (method, path, json) => {
      const url = path.startsWith('https:') ? path : vault + path + '/?api%2Dversion=2025-07-01'
      await tunnelledRequest(url, { method })
      const headers = { authorization: 'Bearer mine', ...(json && { 'content-type': 'application/json' }) }
      const { body } = await tunnelledRequest(url, { method, headers, body: json && JSON.stringify(json, undefined, 4) })
      return body === '' ? {} : JSON.parse(body)
    }
    const set = await ask('PUT', '/secrets/' + name, { contentType: 'first type', value })
    await ask('PATCH', '/secrets/' + name, { contentType: 'second type' })
    const got = await ask('GET', '/secrets/' + name)
    const listed = (await ask('GET', '/secrets')).value
    await ask('DELETE', '/secrets/' + name)
    let deleted
    do deleted = await ask('GET', '/deletedsecrets/' + name); while (deleted.error)
    await ask('DELETE', '/deletedsecrets/' + name)
    const nameOf = ({ id }) => id.split('/')[4]
    console.log([nameOf(got), got.value, got.contentType, listed.map(nameOf).join('+'), nameOf(deleted)].join(' '))`),
    ),
  )
})

test.skipIf(!has('curl'))('curl (skipped where there is none)', async () => {
  expectPlayed(
    await play([
      'sh',
      '-ec',
      `ask() { curl -sS -H 'Authorization: Bearer mine' -H 'Content-Type: application/json' -X "$@"; }
       url() { echo "$AZURE_KEYVAULT_URL$1?api-version=7.4"; }
       member() { sed -n 's/.*"'$1'":"\\([^"]*\\)".*/\\1/p'; }
       nameOf() { member id | cut -d/ -f5; }
       ask PUT "$(url /secrets/$NAME)" -d '{"value":"'"$VALUE"'","contentType":"first type"}' > /dev/null
       ask PATCH "$(url /secrets/$NAME/)" -d '{"contentType":"second type"}' > /dev/null
       got=$(ask GET "$(url /secrets/$NAME/)")
       listed=$(ask GET "$(url /secrets)" | nameOf)
       ask DELETE "$(url /secrets/$NAME)" > /dev/null
       while deleted=$(ask GET "$(url /deletedsecrets/$NAME)"); echo "$deleted" | grep -q '"error"'; do :; done
       ask DELETE "$(url /deletedsecrets/$NAME)"
       echo "$(echo "$got" | nameOf) $(echo "$got" | member value) $(echo "$got" | member contentType) $listed $(echo "$deleted" | nameOf)"`,
    ]),
  )
})

const python = await pythonWithClient()
test.skipIf(python === undefined)(
  'the official Python client (skipped where its environment was not built)',
  async () => {
    expectPlayed(
      await play([
        ...(python ?? []),
        '-c',
        `
import os
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
name, value = os.environ['NAME'], os.environ['VALUE']
client = SecretClient(os.environ['AZURE_KEYVAULT_URL'], DefaultAzureCredential())
set = client.set_secret(name, value, content_type='first type')
client.update_secret_properties(name, set.properties.version, content_type='second type')
got = client.get_secret(name)
listed = '+'.join(one.name for one in client.list_properties_of_secrets())
poller = client.begin_delete_secret(name, _polling_interval=0)
deleted = poller.result()
poller.wait()
client.purge_deleted_secret(name)
print(got.name, got.value, got.properties.content_type, listed, deleted.name)`,
      ]),
    )
  },
)

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function pythonWithClient(): Promise<readonly string[] | undefined> {
  try {
    const { argv } = await preparePythonDriver({ whenMissing: 'refuse', onProgress: () => {} })
    return argv.slice(0, 1)
  } catch (error) {
    if (!isHarnessError(error)) throw error
    return undefined
  }
}
