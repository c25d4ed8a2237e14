import { entraCloudOf, identityHost } from '../../contract/entra-hosts.ts'
import { textOf } from '../../wire/body.ts'
import type { WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import type { Application } from './applications.ts'
import { attributeRequest, basicCredential } from './attribute-request.ts'
import { createEntra } from './create-entra.ts'

/** Sign-in while recordings are played. */
export interface PlayEntra {
  readonly handler: Handler
  accepts(host: string): boolean
}

/**
 * Entra that gives a token to whoever asks: no recording keeps credentials, and what a client has configured is its own affair.
 * @param application what programs are told of, and the machine's managed identity
 */
export function openPlayEntra(application: Application): PlayEntra {
  const entra = createEntra()
  entra.registerApplication(application)
  return {
    accepts: (host) => host === identityHost || entraCloudOf(host) !== undefined,
    handler: (request) => {
      const party = attributeRequest(request)
      if (party?.service === 'identity') return entra.identityHandler(request)
      admit(request, party?.tenantId)
      return entra.handler(request)
    },
  }

  /** Makes tenant and application known as they are asked for. */
  function admit(request: WireRequest, tenantId: string | undefined): void {
    if (tenantId === undefined) return
    entra.registerTenant(tenantId)
    const form = new URLSearchParams(textOf(request.body))
    const basic = basicCredential(request)
    const clientId = form.get('client_id') ?? basic?.clientId
    const clientSecret = form.get('client_secret') ?? basic?.clientSecret
    if (clientId !== undefined && clientSecret)
      entra.registerApplication({ tenantId, clientId, clientSecret })
  }
}
