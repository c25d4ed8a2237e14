import type { BodyType } from '../../contract/schema-catalogue.ts'
import { requestBodyOf, responseBodyOf } from '../../contract/schema-catalogue.ts'
import type { SeenRequest } from '../../contract/see-request.ts'
import { isResponse, type WireAnswer, type WireRequest, type WireResponse } from '../../wire/exchange.ts'
import { redactContent } from './redact-content.ts'
import { redactHeaders, withLength } from './redact-headers.ts'
import { redactUrl } from './redact-url.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** A request with placeholders. */
export function redactRequest(
  { method, url, headers, body }: WireRequest,
  seen: SeenRequest,
  scope: RedactionScope,
): WireRequest {
  const redactedUrl = redactUrl(url, scope, method)
  if (redactedUrl === undefined) scope.refuse('request.url', 'no absolute URL')
  const redactedHeaders = redactHeaders(headers, 'request.header', scope)
  const redactedBody = redactContent(body, seen, {
    part: 'request.body',
    type: seen.match && requestBodyOf(seen.match.operation),
    scope,
  })
  return {
    method: /^[A-Z]{1,12}$/.test(method) ? method : 'REFUSED',
    url: redactedUrl ?? 'https://host-0.invalid/',
    headers: withLength(redactedHeaders, redactedBody),
    body: redactedBody,
  }
}

/** An answer with placeholders, or what of it was sent before its connection was closed. */
export function redactAnswer(answer: WireAnswer, seen: SeenRequest, scope: RedactionScope): WireAnswer {
  if (isResponse(answer)) return redactResponse(answer, seen, scope)
  return answer.sent ? { closed: true, sent: redactResponse(answer.sent, seen, scope) } : { closed: true }
}

/** The body first: its ids name what the headers name, too. */
function redactResponse(response: WireResponse, seen: SeenRequest, scope: RedactionScope): WireResponse {
  const body = redactContent(response.body, seen, {
    part: 'response.body',
    type: responseType(seen, response.status),
    scope,
  })
  const headers = redactHeaders(response.headers, 'response.header', scope)
  return { status: response.status, headers: withLength(headers, body), body }
}

function responseType({ match }: SeenRequest, status: number): BodyType | undefined {
  if (status >= 400) return 'KeyVaultError'
  const type = match && responseBodyOf(match.operation, status)
  return type === 'empty' ? undefined : type
}
