import { randomBytes, randomUUID } from 'node:crypto'
import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { type RunningProxy, startProxy } from '../transports/proxy.ts'
import { createService, type Service } from '../vault/create-service.ts'
import { UsageError } from '../wire/errors.ts'
import { accountEnvironment } from './account-environment.ts'
import { onceEach } from './once-each.ts'
import type { ServiceOptions } from './service-options.ts'
import { toVaultHosts } from './vault-hosts.ts'

/** Vaults and Entra behind a proxy, with one application that may use them all. */
export interface OpenService {
  readonly service: Service
  readonly proxy: RunningProxy
  /** `https://contoso.vault.azure.net`: the first is what programs are told of. */
  readonly vaultUrls: readonly [string, ...string[]]
  /** To be laid over a program's environment. */
  readonly environment: Readonly<Record<string, string>>
}

/** `note` is told, in sentences, what somebody has to know who wonders why a program does not work. */
export async function openService(
  options: ServiceOptions,
  note: (message: string) => void,
): Promise<OpenService> {
  const [host, ...moreHosts] = toVaultHosts(options.vault)
  const behaviour = await behaviourOf(options)
  const tenantId = randomUUID()
  const application = {
    tenantId,
    clientId: randomUUID(),
    clientSecret: randomBytes(24).toString('base64url'),
  }
  const service = createService()
  const addVault = (name: string): string => service.addVault({ host: name, tenantId, behaviour }).url
  const vaultUrls = [addVault(host), ...moreHosts.map(addVault)] as const
  service.entra.registerApplication(application)
  const once = onceEach(note)
  service.onExchange(({ party, fault }) => {
    if (party.service === 'nobody')
      once(`No vault has the host ${party.host}. There is ${vaultUrls.join(', ')}.`)
    if (fault !== undefined) once(`This is a fault of keyvault-contract: ${fault}`)
  })
  const proxy = await startProxy({
    ...service,
    ...(options.port === undefined ? {} : { port: options.port }),
    onRefused: ({ message }) => once(message),
    onFault: (fault) => once(`This is a fault of keyvault-contract: ${fault}`),
  })
  const environment = { ...proxy.environment, ...accountEnvironment(vaultUrls[0], application) }
  return { service, proxy, vaultUrls, environment }
}

async function behaviourOf({ apiVersion, seed }: ServiceOptions): Promise<VaultBehaviour> {
  return {
    ...(apiVersion === undefined ? {} : { apiVersions: [await knownVersion(apiVersion)] }),
    ...(seed === undefined ? {} : { secrets: await (await import('./read-seeds.ts')).readSeeds(seed) }),
  }
}

async function knownVersion(version: string): Promise<string> {
  const { apiVersions, isKnownApiVersion } = await import('../contract/api-versions.ts')
  if (isKnownApiVersion(version)) return version
  throw new UsageError(`--api-version "${version}" must be one of ${apiVersions.join(', ')}.`)
}
