import type { LaterDemand } from '../../vault/authenticate.ts'
import { checkOptions, guid, isObject, type LegalOptions } from '../options.ts'
import type { ChallengeOptions } from './test-vault.ts'

/**
 * What the vault comes to demand, from what a test says of it.
 *
 * @throws UsageError for claims that are no JSON object, or a tenant that is no GUID
 */
export function readDemand(options: ChallengeOptions): LaterDemand {
  checkOptions('vault.challengeAgain', options, legal)
  const { claims, tenantId } = options
  return {
    ...(claims === undefined ? {} : { claims: typeof claims === 'string' ? claims : JSON.stringify(claims) }),
    ...(tenantId === undefined ? {} : { tenantId }),
  }
}

const legal: LegalOptions<ChallengeOptions> = {
  claims: {
    expected: 'a JSON object, or its text',
    accepts: (value) => isObject(typeof value === 'string' ? parse(value) : value),
  },
  tenantId: guid,
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
