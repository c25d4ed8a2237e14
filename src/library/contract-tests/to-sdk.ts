import type { SecretsSdk } from '../../clients/javascript/sdk.ts'
import { UsageError } from '../../wire/errors.ts'
import type { CreateSecretClient } from './contract-options.ts'

type SecretClientClass = SecretsSdk['SecretClient']

/** A function that makes clients, as the module that the driver expects. What a client can is read from one made for that. */
export function toSdk(createClient: CreateSecretClient): SecretsSdk {
  const create = createClient as (vaultUrl: string, credential: object, options: object) => object
  const example = create('https://example.vault.azure.net', nobody, {})
  // An object that a constructor returns takes the place of the new one.
  function SecretClient(vaultUrl: string, credential: object, options: object): object {
    return create(vaultUrl, credential, options)
  }
  SecretClient.prototype = example
  return { SecretClient: SecretClient as unknown as SecretClientClass }
}

/** Never asked: the example calls nothing. */
const nobody = {
  getToken: async (): Promise<null> => null,
}

/** @throws UsageError when the module has no `SecretClient` */
export function demandSdk(module: object): SecretsSdk {
  if ('SecretClient' in module && typeof module.SecretClient === 'function') return module as SecretsSdk
  throw new UsageError(
    `describeContract: \`module\` exports no class \`SecretClient\`; it exports ${Object.keys(module).join(', ') || 'nothing'}.`,
  )
}
