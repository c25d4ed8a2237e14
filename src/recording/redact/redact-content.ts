import type { BodyType } from '../../contract/schema-catalogue.ts'
import type { SeenRequest } from '../../contract/see-request.ts'
import { bytesOf, jsonBytes, jsonOf, textOf } from '../../wire/body.ts'
import { noBody } from '../../wire/exchange.ts'
import { redactBody } from './redact-body.ts'
import { redactTokenRequest, redactTokenResponse } from './redact-entra.ts'
import type { RedactionScope } from './redaction-scope.ts'

export interface ContentCall {
  readonly part: 'request.body' | 'response.body'
  /** What the contract says stands here. */
  readonly type: BodyType | undefined
  readonly scope: RedactionScope
}

/** The bytes of a body with placeholders; empty when nothing in it is known: not JSON, another API of the vault, another host. */
export function redactContent(body: Uint8Array, seen: SeenRequest, call: ContentCall): Uint8Array {
  if (body.length === 0) return noBody
  const object = asObject(jsonOf(body))
  if (seen.role === 'entra' || seen.role === 'identity') return redactTokens(body, object, call)
  const isKnown = seen.role === 'vault' && (seen.match !== undefined || call.type === 'KeyVaultError')
  if (object && isKnown) return jsonBytes(redactBody(object, call))
  call.scope.refuse(call.part, isKnown ? 'no JSON object' : 'not part of this contract')
  return noBody
}

function redactTokens(
  body: Uint8Array,
  object: Record<string, unknown> | undefined,
  call: ContentCall,
): Uint8Array {
  if (object) return jsonBytes(redactTokenResponse(object, call))
  const text = textOf(body)
  if (call.part === 'request.body' && /^[^\s=&]+=/.test(text))
    return bytesOf(redactTokenRequest(text, call.scope))
  call.scope.refuse(call.part, 'no JSON object')
  return noBody
}

function asObject(json: unknown): Record<string, unknown> | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  return json as Record<string, unknown>
}
