import headers from '../../../schemas/headers.json' with { type: 'json' }
import type { HeaderList } from '../../wire/exchange.ts'
import { redactForm, type ValueForm } from './redact-form.ts'
import { type Refusal, tellableName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** Header fields with placeholders, in their order; those that the contract does not know are left out. */
export function redactHeaders(
  list: HeaderList,
  part: Refusal['part'],
  scope: RedactionScope,
): (readonly [name: string, value: string])[] {
  return list.flatMap(([name, value]) => {
    const redacted = redactHeader(name, value, scope)
    if (redacted !== undefined) return [[name, redacted] as const]
    scope.refuse(part, tellableName(name.toLowerCase()))
    return []
  })
}

/** Clients and services say the same with nearly every message. */
function redactHeader(name: string, value: string, scope: RedactionScope): string | undefined {
  const key = `${name}:${value}`
  const known = scope.settledHeaders.get(key)
  if (known !== undefined) return known
  const form = forms.get(name.toLowerCase())
  const redacted = redactForm(name, value, { form, scope })
  if (redacted === undefined || !settledForms.has(form?.form ?? '')) return redacted
  if (scope.settledHeaders.size >= mostSettled) scope.settledHeaders.clear()
  scope.settledHeaders.set(key, redacted)
  return redacted
}

/** What they come to depends on nothing but the secrets that are known. */
const settledForms: ReadonlySet<string> = new Set(['pattern', 'product', 'authorization', 'length', 'number'])
const mostSettled = 1_000

/** `Content-Length` of a body that was rewritten; where there is no body to measure, what it says stays. */
export function withLength(list: HeaderList, body: Uint8Array): HeaderList {
  if (body.length === 0) return list
  return list.map(([name, value]) => [
    name,
    name.toLowerCase() === 'content-length' ? String(body.length) : value,
  ])
}

const forms: ReadonlyMap<string, ValueForm> = new Map(headers.headers.map((header) => [header.name, header]))
