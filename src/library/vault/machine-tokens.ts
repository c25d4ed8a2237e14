import { remember } from '../../contract/remember.ts'
import type { Clock } from '../../vault/clock.ts'
import { jsonOf } from '../../wire/body.ts'
import { isResponse, type WireAnswer } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'

/** A token that Entra gave. */
export interface EntraToken {
  /** GUID: whose it says it is. */
  readonly tenantId: string
  /**
   * Milliseconds by which its vault's clock was ahead of the machine's. Credentials keep such tokens by the machine's time, so that it
   * is by that time that they grow old: a clock that a test moves would make every one of them refused, and none renewed.
   */
  readonly ahead: number
}

const known = new Map<string, EntraToken>()

/**
 * Tokens of the machine's managed identity. All services of a process are reached from one machine, which is one identity, and
 * identity libraries keep its token for the whole process, also after the service that gave it is closed: so it is good at each.
 */
export const machineTokens: ReadonlyMap<string, EntraToken> = known

/** The newest ones; a machine has one or two. */
const mostTokens = 1_000

/** The handler of a managed identity endpoint, with what it gives out known to every vault of the process. */
export function shareMachineTokens(handler: Handler, tenantId: string, clock: Clock): Handler {
  return async (request) => {
    const answer = await handler(request)
    const token = accessTokenOf(answer)
    if (token !== undefined) remember(known, token, { tenantId, ahead: clock.now() - Date.now() }, mostTokens)
    return answer
  }
}

/** The token in a token endpoint's answer, if there is one. */
export function accessTokenOf(answer: WireAnswer): string | undefined {
  const json = isResponse(answer) ? jsonOf(answer.body) : undefined
  if (typeof json !== 'object' || json === null || !('access_token' in json)) return undefined
  return typeof json.access_token === 'string' ? json.access_token : undefined
}
