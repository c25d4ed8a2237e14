import { type ListArguments, readList } from './read-list.ts'
import type { PagedList, SecretsClient, SecretsPoller, SecretsSdk } from './sdk.ts'
import { toSecret } from './to-secret.ts'

/** A client of one scenario and the pollers it began. */
export interface OpenClient {
  readonly client: SecretsClient
  readonly sdk: SecretsSdk
  readonly pollers: Map<string, SecretsPoller>
}

/** Arguments of a call, validated by the harness against `schemas/driver.json`, and the signal that cancels it. */
export interface Call {
  readonly arguments: CallArguments
  readonly signal?: AbortSignal | undefined
}

interface CallArguments extends ListArguments {
  readonly name?: string
  readonly value?: string
  readonly version?: string
  readonly outContentType?: string
  readonly contentType?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly enabled?: boolean
  readonly notBefore?: number
  readonly expiresOn?: number
  readonly intervalMs?: number
  readonly resumeFrom?: string
  readonly poller?: string
  readonly backup?: string
  readonly id?: string
}

type Value = object

/** Makes one call of the protocol; what the client throws goes through. `undefined` when there is no such call. */
export function callClient(open: OpenClient, name: string, call: Call): Promise<Value> | undefined {
  return calls.get(name)?.(open, call)
}

const calls = new Map<string, (open: OpenClient, call: Call) => Promise<Value>>(
  Object.entries({
    setSecret: async ({ client }, { arguments: { name = '', value = '', ...settable }, signal }) =>
      toSecret(await client.setSecret(name, value, { ...settings(settable), ...cancelled(signal) })),
    getSecret: async ({ client }, { arguments: { name = '', version, outContentType }, signal }) =>
      toSecret(await client.getSecret(name, { ...given({ version, outContentType }), ...cancelled(signal) })),
    updateSecret: async ({ client }, { arguments: { name = '', version = '', ...settable }, signal }) =>
      // An empty version is how this client says "the newest".
      toSecret(
        await client.updateSecretProperties(name, version, { ...settings(settable), ...cancelled(signal) }),
      ),
    deleteSecret: (open, call) => toTheEnd(open, 'delete', call),
    recoverDeletedSecret: (open, call) => toTheEnd(open, 'recover', call),
    beginDeleteSecret: (open, call) => keepPoller(open, 'delete', call),
    beginRecoverDeletedSecret: (open, call) => keepPoller(open, 'recover', call),
    pollerPoll: async (open, { arguments: { poller = '' }, signal }) => {
      await pollerOf(open, poller).poll(cancelled(signal))
      return pollerValue(open, poller)
    },
    pollerWait: async (open, { arguments: { poller = '' }, signal }) => {
      const result = await pollerOf(open, poller).pollUntilDone(cancelled(signal))
      return { ...pollerValue(open, poller), ...(isObject(result) && { secret: toSecret(result) }) }
    },
    pollerState: async (open, { arguments: { poller = '' } }) => ({
      state: pollerOf(open, poller).toString(),
    }),
    getDeletedSecret: async ({ client }, { arguments: { name = '' }, signal }) =>
      toSecret(await client.getDeletedSecret(name, cancelled(signal))),
    purgeDeletedSecret: async ({ client }, { arguments: { name = '' }, signal }) => {
      await client.purgeDeletedSecret(name, cancelled(signal))
      return {}
    },
    listSecrets: ({ client }, call) => read(client.listPropertiesOfSecrets(cancelled(call.signal)), call),
    listSecretVersions: ({ client }, call) =>
      read(client.listPropertiesOfSecretVersions(call.arguments.name ?? '', cancelled(call.signal)), call),
    listDeletedSecrets: ({ client }, call) => read(client.listDeletedSecrets(cancelled(call.signal)), call),
    backupSecret: async ({ client }, { arguments: { name = '' }, signal }) => {
      const backup = await client.backupSecret(name, cancelled(signal))
      return { backup: backup instanceof Uint8Array ? Buffer.from(backup).toString('base64') : '' }
    },
    restoreSecretBackup: async ({ client }, { arguments: { backup = '' }, signal }) =>
      toSecret(await client.restoreSecretBackup(bytesOfBase64(backup), cancelled(signal))),
    parseIdentifier: async ({ sdk }, { arguments: { id = '' } }) =>
      toSecret(sdk.parseKeyVaultSecretIdentifier?.(id)),
  } satisfies Record<string, (open: OpenClient, call: Call) => Promise<Value>>),
)

/** Options of set and update; one that the caller leaves out is not even there as `undefined`. */
function settings({ contentType, tags, enabled, notBefore, expiresOn }: CallArguments): object {
  return given({ contentType, tags, enabled, notBefore: dateOf(notBefore), expiresOn: dateOf(expiresOn) })
}

function dateOf(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000)
}

function given(options: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined))
}

function cancelled(signal: AbortSignal | undefined): object {
  return signal ? { abortSignal: signal } : {}
}

async function read(list: PagedList, call: Call): Promise<Value> {
  return await readList(list, call.arguments)
}

type Lifecycle = 'delete' | 'recover'

/** Begins and waits; a client without pollers sends the one request. */
async function toTheEnd(open: OpenClient, lifecycle: Lifecycle, call: Call): Promise<Value> {
  const { client } = open
  const options = cancelled(call.signal)
  const { name = '' } = call.arguments
  if (client.beginDeleteSecret === undefined)
    return toSecret(
      await (lifecycle === 'delete'
        ? client.deleteSecret(name, options)
        : client.recoverDeletedSecret(name, options)),
    )
  const poller = await begin(open, lifecycle, call)
  return toSecret(await poller.pollUntilDone(options))
}

function begin({ client }: OpenClient, lifecycle: Lifecycle, call: Call): Promise<SecretsPoller> {
  const { name = '', intervalMs, resumeFrom } = call.arguments
  const options = { ...given({ intervalInMs: intervalMs, resumeFrom }), ...cancelled(call.signal) }
  return lifecycle === 'delete'
    ? client.beginDeleteSecret(name, options)
    : client.beginRecoverDeletedSecret(name, options)
}

async function keepPoller(open: OpenClient, lifecycle: Lifecycle, call: Call): Promise<Value> {
  const poller = await begin(open, lifecycle, call)
  const handle = `poller-${open.pollers.size + 1}`
  open.pollers.set(handle, poller)
  return pollerValue(open, handle)
}

function pollerOf(open: OpenClient, handle: string): SecretsPoller {
  const poller = open.pollers.get(handle)
  if (!poller) throw new UnknownHandleError(`This client has no poller "${handle}".`)
  return poller
}

/** A handle that the driver never gave out: the harness's fault, not the client's. */
export class UnknownHandleError extends Error {
  override readonly name = 'UnknownHandleError'
}

function pollerValue(open: OpenClient, handle: string): Value {
  const poller = pollerOf(open, handle)
  const state = poller.getOperationState()
  const result = isObject(state) && 'result' in state ? state.result : undefined
  return { poller: handle, done: poller.isDone(), ...(isObject(result) && { secret: toSecret(result) }) }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A plain Uint8Array, as the client's interface has it: a Buffer's `toString` and `slice` differ. */
function bytesOfBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
