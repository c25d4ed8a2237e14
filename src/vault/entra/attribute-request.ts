import { entraCloudOf, identityHost } from '../../contract/entra-hosts.ts'
import { bytesOfBase64 } from '../../wire/base64.ts'
import { textOf } from '../../wire/body.ts'
import type { WireRequest } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { parseQuery, parseUrl } from '../../wire/url.ts'

/** For whom a request to Entra or to a managed identity endpoint was made. */
export interface TokenRequester {
  readonly service: 'entra' | 'identity'
  /** First path segment, lower case: a GUID, or `common`. Absent for managed identities. */
  readonly tenantId?: string
  /** Lower case; absent for metadata documents, and for a machine's own identity. */
  readonly clientId?: string
}

/** Tells for which tenant and client a request was made; `undefined` when it is for neither Entra nor an identity endpoint. */
export function attributeRequest(request: WireRequest): TokenRequester | undefined {
  const url = parseUrl(request.url)
  if (url?.host === identityHost) {
    const clientId = parseQuery(url.query).find(([name]) => name === 'client_id')?.[1]
    return { service: 'identity', ...(clientId ? { clientId: clientId.toLowerCase() } : {}) }
  }
  if (!url || !entraCloudOf(url.host)) return undefined
  const tenantId = url.path.split('/')[1]?.toLowerCase()
  const clientId = requestedClient(request)?.toLowerCase()
  return { service: 'entra', ...(tenantId ? { tenantId } : {}), ...(clientId ? { clientId } : {}) }
}

/** `client_id` of the form, or the user of HTTP basic authentication (RFC 6749 §2.3.1). */
function requestedClient(request: WireRequest): string | undefined {
  if (request.method !== 'POST') return undefined
  const form = new URLSearchParams(textOf(request.body))
  return form.get('client_id') ?? basicCredential(request)?.clientId
}

/** Client id and secret of an `Authorization: Basic` header. */
export function basicCredential(
  request: WireRequest,
): { readonly clientId: string; readonly clientSecret: string } | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(getHeader(request.headers, 'authorization') ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = textOf(bytesOfBase64(encoded))
  const colon = text.indexOf(':')
  const [clientId, clientSecret] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)]
  return { clientId: decodeForm(clientId), clientSecret: decodeForm(clientSecret) }
}

function decodeForm(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? ''
}
