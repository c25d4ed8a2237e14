import type { CallParams, CallResult, CreateClientParams, DriverInfo } from '../driver.ts'
import type { DriverImplementation } from '../driver-implementation.ts'
import { callClient, type OpenClient, UnknownHandleError } from './call-client.ts'
import { capabilitiesOf, type PackageFacts } from './capabilities.ts'
import { clientOptions } from './client-options.ts'
import { createCredential } from './create-credential.ts'
import type { IdentitySdk, SecretsSdk } from './sdk.ts'
import { show } from './show.ts'
import { showAsJson } from './show-as-json.ts'
import { toClientError } from './to-client-error.ts'

/** What the driver drives. */
export interface JavaScriptDriverOptions {
  readonly sdk: SecretsSdk
  /** Called for the first credential of the identity library: it takes longer to load than the client. */
  readonly loadIdentity: () => Promise<IdentitySdk>
  readonly facts: PackageFacts
  /** Further options of every client (in-process: `httpClient`, `additionalPolicies`). */
  readonly clientOptions?: object
  /** Further options of the identity library's credentials. */
  readonly credentialOptions?: object
  /** Called with the number of open clients that log verbosely, and with what a user would log of an error. */
  readonly onVerboseClients?: (count: number) => Promise<void> | void
  readonly log?: (text: string) => void
}

interface Slot {
  readonly params: CreateClientParams
  readonly open: OpenClient | { readonly refused: unknown }
}

/** How long a cancelled call may still take until the driver says that it does not end. */
const cancellationGraceMs = 5_000

/** The JavaScript driver without its pipe: protocol calls become calls of the SDK, and its errors outcomes. */
export function createJavaScriptDriver(options: JavaScriptDriverOptions): DriverImplementation {
  const slots = new Map<string, Slot>()
  const tellVerbose = async (): Promise<void> => {
    const verbose = [...slots.values()].filter(({ params }) => params.logging === 'verbose')
    await options.onVerboseClients?.(verbose.length)
  }
  return {
    initialize: async () => describeClient(options),
    async createClient(params) {
      if (slots.has(params.client))
        throw new UnknownHandleError(`There is a client "${params.client}" already.`)
      const credential = await createCredential(params.credential, options)
      slots.set(params.client, { params, open: openClient(params, credential, options) })
      await tellVerbose()
    },
    async call(params) {
      const slot = slots.get(params.client)
      if (!slot) throw new UnknownHandleError(`There is no client "${params.client}".`)
      return await outcomeOf(slot, params, options.log)
    },
    async closeClient(client) {
      if (!slots.delete(client)) throw new UnknownHandleError(`There is no client "${client}".`)
      await tellVerbose()
    },
  }
}

function describeClient({ sdk, facts }: JavaScriptDriverOptions): DriverInfo {
  return {
    client: {
      name: facts.name,
      version: facts.version,
      language: 'javascript',
      runtime: `node ${process.versions.node}`,
    },
    capabilities: new Set(capabilitiesOf(sdk, facts)),
  }
}

/** A constructor that throws is the client's doing: the error is the outcome of each call. */
function openClient(
  params: CreateClientParams,
  credential: object,
  options: JavaScriptDriverOptions,
): Slot['open'] {
  const { sdk } = options
  try {
    const client = new sdk.SecretClient(params.vaultUrl, credential, {
      ...options.clientOptions,
      ...clientOptions(params),
    })
    return { client, sdk, pollers: new Map() }
  } catch (error) {
    return { refused: error }
  }
}

async function outcomeOf(
  { open, params: client }: Slot,
  params: CallParams,
  log?: (text: string) => void,
): Promise<CallResult> {
  try {
    if ('refused' in open) throw open.refused
    const value = await withinTime(open, params)
    return { outcome: 'value', value: value as Readonly<Record<string, unknown>> }
  } catch (error) {
    if (error instanceof UnknownHandleError) throw error
    // What a program that logs its errors would write: it must not hold a secret either.
    if (client.logging === 'verbose') log?.(`${show(error)}\n${showAsJson(error)}`)
    return { outcome: 'error', error: toClientError(error) }
  }
}

async function withinTime(
  open: OpenClient,
  { call, arguments: given, timeoutMs }: CallParams,
): Promise<object> {
  const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
  const running = callClient(open, call, { arguments: given, signal })
  if (!running) throw new UnknownHandleError(`There is no call "${call}".`)
  if (timeoutMs === undefined) return await running
  let timer: NodeJS.Timeout | undefined
  const deaf = new Promise<never>((_, reject) => {
    const message = `The call went on for ${cancellationGraceMs} ms after it was cancelled.`
    timer = setTimeout(() => reject(new CancellationIgnoredError(message)), timeoutMs + cancellationGraceMs)
  })
  try {
    return await Promise.race([running, deaf])
  } finally {
    clearTimeout(timer)
  }
}

/** The client took no notice of its own means of cancellation. Not part of its interface, so category `internal`. */
class CancellationIgnoredError extends Error {
  override readonly name = 'CancellationIgnoredError'
}
