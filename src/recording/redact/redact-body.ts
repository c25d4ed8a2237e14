import type { Sensitivity } from '../../contract/schema-catalogue.ts'
import type { BodyCall } from './body-call.ts'
import { type BodyPlace, bodyPlaceOf } from './body-places.ts'
import { redactBySensitivity } from './redact-form.ts'
import { redactPublicText, redactSecret } from './redact-member.ts'
import { redactMessage } from './redact-message.ts'
import { redactUrl } from './redact-url.ts'
import { tellableName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** A parsed body of a vault with placeholders. Members that no body of the contract has at that place are left out. */
export function redactBody(body: Readonly<Record<string, unknown>>, call: BodyCall): Record<string, unknown> {
  return redactObject(body, bodyPlaceOf(call.type), call)
}

function redactObject(
  object: Readonly<Record<string, unknown>>,
  place: BodyPlace,
  call: BodyCall,
): Record<string, unknown> {
  const redacted: Record<string, unknown> = {}
  for (const name of Object.keys(object))
    if (place.isMap)
      put(redacted, call.scope.vocabulary.placeholderFor('tag', name), redactTag(object[name], call.scope))
    else redactMember(redacted, name, object[name], { place, call })
  return redacted
}

/** Leaves out what is not known, or not what should stand there. */
function redactMember(
  redacted: Record<string, unknown>,
  name: string,
  value: unknown,
  { place, call }: { readonly place: BodyPlace; readonly call: BodyCall },
): void {
  const known = place.member(name)
  const kept = known.sensitivity === undefined ? call.scope.keep.get(name.toLowerCase()) : undefined
  const member =
    known.sensitivity !== undefined
      ? redactValue(value, known, call)
      : kept && redactKept(value, kept, call.scope)
  if (member !== undefined) put(redacted, name, member)
  else call.scope.refuse(call.part, `${tellablePointer(place.pointer)}/${tellableName(name)}`)
}

function put(object: Record<string, unknown>, name: string, value: unknown): void {
  // Assigned, it would be the object's prototype.
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true })
  else object[name] = value
}

function redactValue(value: unknown, place: BodyPlace, call: BodyCall): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return redactList(value, place, call)
  if (typeof value !== 'object') return redactScalar(value, place, call)
  if (place.hasMembers) return redactObject(value as Record<string, unknown>, place, call)
  return place.sensitivity === 'secret' ? redactSecret(value, place.pointer, call) : undefined
}

function redactList(list: readonly unknown[], { items }: BodyPlace, call: BodyCall): unknown {
  if (!items.hasMembers) return undefined
  return list.flatMap((item: unknown) => {
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      return [redactObject(item as Record<string, unknown>, items, call)]
    call.scope.refuse(call.part, tellablePointer(items.pointer))
    return []
  })
}

function redactScalar(value: unknown, place: BodyPlace, call: BodyCall): unknown {
  const { sensitivity, pointer } = place
  const { scope } = call
  if (sensitivity === 'secret') return redactSecret(value, pointer, call)
  if (typeof value !== 'string') return place.hasMembers ? undefined : value
  if (pointer === '/error/message') return redactMessage(value, scope)
  if (sensitivity === 'public') return place.hasMembers ? undefined : redactPublicText(value, scope)
  if (sensitivity === 'volatile' || sensitivity === undefined) return undefined
  if (value === '') return ''
  if (/^[0-9a-f]{32}$/i.test(value)) return scope.vocabulary.placeholderFor('version', value)
  return redactBySensitivity(value, sensitivity, scope)
}

function redactTag(value: unknown, scope: RedactionScope): unknown {
  if (typeof value !== 'string') return null
  return redactUrl(value, scope) ?? scope.vocabulary.placeholderFor('tag-value', value)
}

/** What a user asked to keep may be of any shape: every text in it is treated alike. */
function redactKept(value: unknown, sensitivity: Sensitivity, scope: RedactionScope): unknown {
  if (typeof value === 'string') return redactBySensitivity(value, sensitivity, scope)
  if (typeof value === 'number' && sensitivity === 'secret') return 0
  if (Array.isArray(value)) return value.map((item: unknown) => redactKept(item, sensitivity, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      tellableName(name),
      redactKept(member, sensitivity, scope),
    ]),
  )
}

function tellablePointer(pointer: string): string {
  return pointer
    .split('/')
    .map((part) => (part === '' || part === '*' ? part : tellableName(part)))
    .join('/')
}
