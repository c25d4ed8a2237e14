import { callsOf } from '../../clients/javascript/capabilities.ts'
import type { SecretsSdk } from '../../clients/javascript/sdk.ts'
import { HarnessError, UsageError } from '../../wire/errors.ts'
import { show } from '../options.ts'
import type { CreateSecretClient } from './contract-options.ts'

type SecretClientClass = SecretsSdk['SecretClient']
type Create = (vaultUrl: string, credential: object, options: object) => object

/**
 * A function that makes clients, as the module that the driver expects. What a client can is read from one made for that.
 *
 * @throws UsageError when what it makes is no client, HarnessError when it throws
 */
export function toSdk(createClient: CreateSecretClient): SecretsSdk {
  const create = createClient as Create
  const example = makeExample(create)
  demandClient(example)
  // An object that a constructor returns takes the place of the new one.
  function SecretClient(vaultUrl: string, credential: object, options: object): object {
    return create(vaultUrl, credential, options)
  }
  SecretClient.prototype = example
  return { SecretClient: SecretClient as unknown as SecretClientClass }
}

function makeExample(create: Create): unknown {
  if (/^class\b/.test(Function.prototype.toString.call(create)))
    throw new UsageError(
      'createClient is a class: give a function, (vaultUrl, credential, options) => new SecretClient(vaultUrl, credential, options).',
    )
  try {
    return create('https://example.vault.azure.net', nobody, {})
  } catch (error) {
    throw new HarnessError(`No client can be made: createClient threw ${String(error)}`, { cause: error })
  }
}

/** Never asked: the example calls nothing. */
const nobody = {
  getToken: async (): Promise<null> => null,
}

/** Of what has no call at all every scenario would be skipped, and nothing would be red. */
function demandClient(made: unknown): asserts made is object {
  if (made instanceof Promise || typeof made !== 'object' || made === null)
    throw new UsageError(`createClient must return the client itself, not ${show(made)}.`)
  if (callsOf(made).length === 0)
    throw new UsageError('createClient must return a client: what it made has no method of SecretClient.')
}

/** @throws UsageError when the module has no `SecretClient` */
export function demandSdk(module: object): SecretsSdk {
  if ('SecretClient' in module && typeof module.SecretClient === 'function') return module as SecretsSdk
  throw new UsageError(
    `\`module\` exports no class \`SecretClient\`; it exports ${Object.keys(module).join(', ') || 'nothing'}.`,
  )
}
