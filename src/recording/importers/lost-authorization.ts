import type { HeaderList, UnknownPart } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'

/** In test-proxy recordings Python's sanitizers remove Authorization altogether; all others replace its value. */
export function lostAuthorization(requestHeaders: HeaderList): readonly UnknownPart[] {
  return /python/i.test(getHeader(requestHeaders, 'user-agent') ?? '') ? ['request.authorization'] : []
}
