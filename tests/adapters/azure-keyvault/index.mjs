// The legacy client azure-keyvault 3.0.5 under the method names of @azure/keyvault-secrets, so that the JavaScript
// driver can call it. It adds nothing to what the client does on the wire; what it cannot do, package.json says.
import { createRequire } from 'node:module'
import { KeyVaultClient, KeyVaultCredentials, parseSecretIdentifier } from 'azure-keyvault'
import msRest from 'ms-rest'

const require = createRequire(import.meta.url)
const SystemErrorRetryPolicyFilter = require('ms-rest/lib/filters/systemErrorRetryPolicyFilter')

/** A vault URL and a credential per client, as the newer SDK has it; the legacy client takes the URL with every call. */
export class SecretClient {
  #vaultUrl
  #client

  constructor(vaultUrl, credential, options = {}) {
    this.#vaultUrl = vaultUrl
    this.#client = createLegacyClient(credential, options)
  }

  setSecret(name, value, options = {}) {
    return asked(async () =>
      toSecret(await this.#client.setSecret(this.#vaultUrl, name, value, settings(options))),
    )
  }

  getSecret(name, { version = '' } = {}) {
    return asked(async () => toSecret(await this.#client.getSecret(this.#vaultUrl, name, version)))
  }

  updateSecretProperties(name, version, options = {}) {
    return asked(async () =>
      toSecret(await this.#client.updateSecret(this.#vaultUrl, name, version, settings(options))),
    )
  }

  deleteSecret(name) {
    return asked(async () => toSecret(await this.#client.deleteSecret(this.#vaultUrl, name)))
  }

  getDeletedSecret(name) {
    return asked(async () => toSecret(await this.#client.getDeletedSecret(this.#vaultUrl, name)))
  }

  purgeDeletedSecret(name) {
    return asked(() => this.#client.purgeDeletedSecret(this.#vaultUrl, name))
  }

  recoverDeletedSecret(name) {
    return asked(async () => toSecret(await this.#client.recoverDeletedSecret(this.#vaultUrl, name)))
  }

  backupSecret(name) {
    return asked(async () => (await this.#client.backupSecret(this.#vaultUrl, name)).value)
  }

  restoreSecretBackup(backup) {
    return asked(async () => toSecret(await this.#client.restoreSecret(this.#vaultUrl, Buffer.from(backup))))
  }

  listPropertiesOfSecrets() {
    return list(
      (options) => this.#client.getSecrets(this.#vaultUrl, options),
      (link) => this.#client.getSecretsNext(link),
    )
  }

  listPropertiesOfSecretVersions(name) {
    return list(
      (options) => this.#client.getSecretVersions(this.#vaultUrl, name, options),
      (link) => this.#client.getSecretVersionsNext(link),
    )
  }

  listDeletedSecrets() {
    return list(
      (options) => this.#client.getDeletedSecrets(this.#vaultUrl, options),
      (link) => this.#client.getDeletedSecretsNext(link),
    )
  }
}

/** @param {string} id */
export function parseKeyVaultSecretIdentifier(id) {
  const { vault, name, version, identifier } = parseSecretIdentifier(id)
  return { sourceId: identifier, vaultUrl: vault, name, version }
}

function createLegacyClient(credential, { serviceVersion, retryOptions }) {
  const client = new KeyVaultClient(new KeyVaultCredentials(authenticatorOf(credential)), {
    ...(serviceVersion !== undefined && { apiVersion: serviceVersion }),
    noRetryPolicy: retryOptions !== undefined,
  })
  if (retryOptions === undefined) return client
  // The client's own filters, added in the order in which it adds them itself; there they cannot be configured.
  const { maxRetries, retryDelayInMs, maxRetryDelayInMs } = retryOptions
  // Its count includes the first attempt.
  const settings = [maxRetries + 1, retryDelayInMs, 0, maxRetryDelayInMs]
  client.addFilter(new msRest.ExponentialRetryPolicyFilter(...settings))
  client.addFilter(new SystemErrorRetryPolicyFilter(...settings))
  return client
}

/**
 * What the legacy client calls with each challenge. Its own authenticators ask for the challenge's resource at the
 * challenge's authority, and keep a token while it is valid (adal-node's cache): so does this one.
 */
function authenticatorOf(credential) {
  const tokens = new Map()
  return (challenge, callback) => {
    const key = `${challenge.authorization} ${challenge.resource}`
    const known = tokens.get(key)
    const token =
      known?.expiresOnTimestamp > Date.now() ? Promise.resolve(known) : askFor(challenge, credential)
    token.then(
      (found) => {
        tokens.set(key, found)
        callback(null, `Bearer ${found.token}`)
      },
      (error) => callback(error),
    )
  }
}

async function askFor({ authorization, resource }, credential) {
  const tenantId = new URL(authorization).pathname.split('/')[1]
  return await credential.getToken([`${resource}/.default`], { tenantId })
}

/** Options of set and update under the legacy names. */
function settings({ contentType, tags, enabled, notBefore, expiresOn }) {
  const attributes = withoutAbsent({ enabled, notBefore, expires: expiresOn })
  return withoutAbsent({
    contentType,
    tags,
    secretAttributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  })
}

function withoutAbsent(members) {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined))
}

function toSecret(bundle) {
  const { attributes = {}, id, kid, deletedDate, value, recoveryId, scheduledPurgeDate } = bundle
  const { name, vaultUrl, version } = parseKeyVaultSecretIdentifier(id)
  const { enabled, notBefore, expires, created, updated, recoveryLevel } = attributes
  const { contentType, tags, managed } = bundle
  const times = { notBefore, expiresOn: expires, createdOn: created, updatedOn: updated }
  const identity = { name, id, vaultUrl, version, certificateKeyId: kid }
  const properties = { ...identity, ...times, enabled, recoveryLevel, contentType, tags, managed }
  return { name, value, properties, recoveryId, deletedOn: deletedDate, scheduledPurgeDate }
}

/** Pages are arrays with the link to the next one on them. */
function list(first, next) {
  async function* byPage({ maxPageSize, continuationToken } = {}) {
    let page = await asked(() =>
      continuationToken === undefined ? first({ maxresults: maxPageSize }) : next(continuationToken),
    )
    while (true) {
      yield Object.assign(page.map(toSecret), { continuationToken: page.nextLink })
      if (!page.nextLink) return
      const link = page.nextLink
      page = await asked(() => next(link))
    }
  }
  async function* byItem() {
    for await (const page of byPage()) yield* page
  }
  return { byPage, [Symbol.asyncIterator]: byItem }
}

/**
 * The legacy client's errors are plain `Error`s with `statusCode`, `code` and the response: given the shape that the
 * driver reads. One without a status says what kept the client from an answer, and goes through.
 */
async function asked(call) {
  try {
    return await call()
  } catch (error) {
    if (error?.statusCode === undefined) throw error
    const headers = new Map(Object.entries(error.response?.headers ?? {}))
    throw Object.assign(error, { name: 'RestError', response: { headers, bodyAsText: error.response?.body } })
  }
}
