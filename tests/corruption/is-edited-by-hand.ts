import type { SeenExchange } from '../../src/contract/seen-exchange.ts'
import { isKnown } from '../../src/contract/seen-facts.ts'
import { getHeader } from '../../src/wire/headers.ts'

/** True for what C++'s own recorder wrote: it keeps no request bodies, and ids in its answers were edited by hand. */
export function isEditedByHand(seen: SeenExchange): boolean {
  const agent = getHeader(seen.exchange.request.headers, 'user-agent') ?? ''
  return !isKnown(seen, 'request.body') && agent.startsWith('azsdk-cpp')
}
