import type { Check } from '../check.ts'
import { remember } from '../remember.ts'
import { describeRequest, isSecretsRequest, requestHeader } from '../seen-facts.ts'

/** The last request under one id. */
interface LastUse {
  readonly target: string
  readonly described: string
  /** It was answered with a redirect: the next request under this id goes elsewhere. */
  readonly redirected: boolean
}

/** Probe, repeat and retry share the id of their request; another method or URL under it is another operation. */
export const clientRequestIdUnique: Check = {
  requirement: 'request/client-request-id-unique',
  start() {
    const uses = new Map<string, LastUse>()
    return {
      see(seen, say) {
        const id = requestHeader(seen, 'x-ms-client-request-id')
        if (!id || !isSecretsRequest(seen)) return
        const target = `${seen.exchange.request.method} ${seen.exchange.request.url}`
        const last = uses.get(id)
        const status = seen.response?.status ?? 0
        const redirected = status >= 300 && status < 400
        remember(uses, id, { target, described: describeRequest(seen), redirected }, 512)
        if (!last || last.redirected || last.target === target) return say.kept(seen)
        say.broken(seen, {
          pointer: '/request/headers/x-ms-client-request-id',
          expected: 'an id of its own',
          received: `the id of ${last.described}`,
          message: `${describeRequest(seen)} was sent under the x-ms-client-request-id of ${last.described}.`,
        })
      },
    }
  },
}
