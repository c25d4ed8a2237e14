// What runs in the page of msw-browser.test.ts: the library's browser build, msw's worker, and clients that use fetch.
import { SecretClient } from '@azure/keyvault-secrets'
import { checkTrace, createVault } from 'keyvault-contract'
import { keyVaultHandlers, reportUnhandled } from 'keyvault-contract/msw'
import { setupWorker } from 'msw/browser'

const apiVersion = '?api-version=7.6'
const scope = 'https://vault.azure.net/.default'

/** Each returns what the test expects of it, as JSON. */
globalThis.page = { liveWithVault, officialClient, oddRequests, misbehave }

const worker = setupWorker()
await worker.start({ quiet: true, onUnhandledRequest: reportUnhandled({ others: 'bypass' }) })
globalThis.pageIsReady = true

function openVault(secrets = {}) {
  const vault = createVault({ secrets })
  worker.use(...keyVaultHandlers(vault))
  return vault
}

/** A plain client: challenge first, then a token of the sign-in host for all that follows. */
async function liveWithVault() {
  const vault = openVault()
  const refused = await fetch(`${vault.url}/secrets/db${apiVersion}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
  })
  const challenge = refused.headers.get('WWW-Authenticate')
  const call = caller(vault, await signIn(vault, challenge))
  const statuses = [
    await call('PUT', '/secrets/db', { value: 'old' }),
    await call('PUT', '/secrets/db', { value: 'new' }),
    await call('GET', '/secrets/db'),
    await call('GET', '/secrets'),
    await call('POST', '/secrets/db/backup'),
    await call('DELETE', '/secrets/db'),
    await call('GET', '/deletedsecrets/db'),
    await call('POST', '/deletedsecrets/db/recover'),
  ]
  return {
    refused: refused.status,
    challenge,
    statuses,
    held: vault.secret('db')?.value,
    ...(await verdictOf(vault)),
  }
}

async function signIn(vault, challenge) {
  const { clientId, clientSecret } = vault.clientSecret
  const authority = /authorization="([^"]+)"/.exec(challenge)[1]
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  })
  const answer = await fetch(`${authority}/oauth2/v2.0/token`, { method: 'POST', body })
  return (await answer.json()).access_token
}

function caller(vault, token) {
  return async (method, path, json) => {
    const headers = { Authorization: `Bearer ${token}`, ...(json && { 'Content-Type': 'application/json' }) }
    const body = json && JSON.stringify(json)
    return (await fetch(vault.url + path + apiVersion, { method, headers, body })).status
  }
}

async function verdictOf({ trace }) {
  const { conforms, message } = await checkTrace(trace)
  return { exchanges: trace.exchanges.length, conforms, message }
}

/** The official client's own build for browsers. */
async function officialClient() {
  const vault = openVault()
  const client = new SecretClient(vault.url, vault.credential)
  await client.setSecret('db', 'new', { contentType: 'text/plain' })
  const names = []
  for await (const { name } of client.listPropertiesOfSecrets()) names.push(name)
  await (await client.beginDeleteSecret('db', { intervalInMs: 1 })).pollUntilDone()
  await (await client.beginRecoverDeletedSecret('db', { intervalInMs: 1 })).pollUntilDone()
  return { names, value: (await client.getSecret('db')).value, ...(await verdictOf(vault)) }
}

/** A closed connection, two vaults at once, and a vault that nobody answers for. */
async function oddRequests() {
  const [closing, other] = [openVault({ a: 'closing' }), openVault({ a: 'other' })]
  closing.fail('any', { closeConnection: true })
  const read = async ({ url, credential }) => {
    const { token } = await credential.getToken(scope)
    const answer = await fetch(`${url}/secrets/a/${apiVersion}`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    return (await answer.json()).value
  }
  const failure = (error) => error.name
  const closed = await read(closing).catch(failure)
  const [one, two] = await Promise.all([read(closing), read(other)])
  const unhandled = await fetch('https://nobody.vault.azure.net/secrets').catch(failure)
  return { closed, values: [one, two], unhandled }
}

/** A client that breaks the contract: it sends a secret before it has a token. */
async function misbehave() {
  const vault = openVault()
  const headers = { 'Content-Type': 'application/json' }
  await fetch(`${vault.url}/secrets/a${apiVersion}`, { method: 'PUT', headers, body: '{"value":"s3cret"}' })
  return verdictOf(vault)
}
