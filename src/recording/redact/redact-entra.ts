import entra from '../../../schemas/entra.json' with { type: 'json' }
import { redactForm, type ValueForm } from './redact-form.ts'
import { type Refusal, tellableName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'

type Forms = Readonly<Record<string, ValueForm>>

/** The form posted to a token endpoint: parameters keep their order, credentials become placeholders, unknown ones go. */
export function redactTokenRequest(text: string, scope: RedactionScope): string {
  const kept = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(text)) {
    const redacted = redactForm(name, value, { form: formOf(entra.request, name), scope })
    if (redacted === undefined) scope.refuse('request.body', `/${tellableName(name)}`)
    else kept.append(name, redacted)
  }
  return kept.toString()
}

export interface EntraCall {
  readonly part: Refusal['part']
  readonly scope: RedactionScope
}

/** An answer of a token endpoint, or a discovery document. Members are known by name, wherever they stand. */
export function redactTokenResponse(value: unknown, call: EntraCall): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([name, member]) => {
      const redacted = redactMember(name, member, call)
      if (redacted !== undefined) return [[name, redacted]]
      call.scope.refuse(call.part, `/${tellableName(name)}`)
      return []
    }),
  )
}

function redactMember(name: string, value: unknown, call: EntraCall): unknown {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => redactMember(name, item, call) ?? [])
  const form = formOf(entra.response, name)
  if (typeof value === 'object' && value !== null) return form && redactTokenResponse(value, call)
  if (typeof value === 'string') return redactForm(name, value, { form, scope: call.scope })
  return form === undefined || form['x-sensitivity'] === 'secret' ? undefined : value
}

function formOf(forms: Forms, name: string): ValueForm | undefined {
  return Object.hasOwn(forms, name) ? forms[name] : undefined
}
