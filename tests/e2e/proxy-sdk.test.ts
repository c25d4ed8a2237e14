import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isResponse } from '../../src/wire/exchange.ts'
import { parseUrl } from '../../src/wire/url.ts'
import { startTestService, type TestService } from './start-test-service.ts'

const execute = promisify(execFile)

/** Runs a program with the official client in a process of its own; nothing about it knows of the proxy. */
async function runProgram(body: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const program = `
    import { SecretClient } from '@azure/keyvault-secrets'
    import { ClientSecretCredential, DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity'
    const { VAULT_URL, AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env
    ${body}`
  const env = { ...process.env, ...environment }
  const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', program], { env })
  return stdout.trim()
}

function linesOf({ trace }: TestService): string[] {
  return trace.exchanges.map(({ request, answer }) => {
    const url = parseUrl(request.url)
    const path = url?.path.replace(/[0-9a-f-]{36}/, '{tenant}')
    return `${request.method} ${url?.host}${path} ${isResponse(answer) ? answer.status : 'closed'}`
  })
}

test('the unmodified client with ClientSecretCredential and challenge verification works', async () => {
  const setup = await startTestService()

  const output = await runProgram(
    `const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
     const client = new SecretClient(VAULT_URL, credential)
     await client.setSecret('hello', 'world')
     console.log((await client.getSecret('hello')).value)`,
    setup.environment,
  )

  expect(output).toBe('world')
  expect(linesOf(setup)).toEqual([
    'PUT contoso.vault.azure.net/secrets/hello 401',
    'POST login.microsoftonline.com/{tenant}/oauth2/v2.0/token 200',
    'PUT contoso.vault.azure.net/secrets/hello 200',
    'GET contoso.vault.azure.net/secrets/hello/ 200',
  ])
  expect(setup.refusals).toEqual([])
  expect(setup.trace.faults).toEqual([])
})

test('managed identity reaches IMDS through the proxy', async () => {
  const setup = await startTestService()
  setup.vault.seed({ hello: { value: 'world' } })

  const output = await runProgram(
    `const client = new SecretClient(VAULT_URL, new ManagedIdentityCredential({ clientId: AZURE_CLIENT_ID }))
     console.log((await client.getSecret('hello')).value)`,
    setup.environment,
  )

  expect(output).toBe('world')
  expect(linesOf(setup)).toContain('GET 169.254.169.254/metadata/identity/oauth2/token 200')
})

test('a wrong client secret is refused as Entra refuses it', async () => {
  const setup = await startTestService()

  const output = await runProgram(
    `const client = new SecretClient(VAULT_URL, new DefaultAzureCredential())
     await client.getSecret('hello').catch((error) => console.log(error.message))`,
    { ...setup.environment, AZURE_CLIENT_SECRET: 'wrong', AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' },
  )

  expect(output).toContain('AADSTS7000215')
  expect(linesOf(setup)).toEqual([
    'GET contoso.vault.azure.net/secrets/hello/ 401',
    'POST login.microsoftonline.com/{tenant}/oauth2/v2.0/token 401',
  ])
})
