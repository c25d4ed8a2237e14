import type { BodyType } from '../../contract/schema-catalogue.ts'
import type { SeenRequest } from '../../contract/see-request.ts'
import { bytesOf, jsonBytes, jsonOf, textOf } from '../../wire/body.ts'
import { noBody } from '../../wire/exchange.ts'
import { redactBody } from './redact-body.ts'
import { redactTokenRequest, redactTokenResponse } from './redact-entra.ts'
import type { RedactionScope } from './redaction-scope.ts'
import { settle } from './settled.ts'

export interface ContentCall {
  readonly part: 'request.body' | 'response.body'
  /** What the contract says stands here. */
  readonly type: BodyType | undefined
  readonly scope: RedactionScope
}

/** The bytes of a body with placeholders; empty when nothing in it is known: not JSON, another API of the vault, another host. */
export function redactContent(body: Uint8Array, seen: SeenRequest, call: ContentCall): Uint8Array {
  if (body.length === 0) return noBody
  if (seen.role === 'entra' || seen.role === 'identity')
    return redactTokens(body, asObject(jsonOf(body)), call)
  const isKnown = seen.role === 'vault' && (seen.match !== undefined || call.type === 'KeyVaultError')
  if (isKnown) return redactVaultBody(body, call)
  call.scope.refuse(call.part, 'not part of this contract')
  return noBody
}

const longestSettled = 8_192
const mostSettled = 500

function redactVaultBody(body: Uint8Array, call: ContentCall): Uint8Array {
  if (body.length > longestSettled) return redactNew(body, call)
  const { settled, refused, vault, vaultHosts } = call.scope
  const key = `${call.type} ${vault} ${vaultHosts.size} ${textOf(body)}`
  const known = settled.bodies.get(key)
  if (known) return known
  const refusals = refused.length
  const redacted = redactNew(body, call)
  // What was left out has to be told each time.
  if (refused.length === refusals) settle(settled.bodies, key, redacted, mostSettled)
  return redacted
}

function redactNew(body: Uint8Array, call: ContentCall): Uint8Array {
  const object = asObject(jsonOf(body))
  if (object) return jsonBytes(redactBody(object, call))
  call.scope.refuse(call.part, 'no JSON object')
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
