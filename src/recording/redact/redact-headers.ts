import headers from '../../../schemas/headers.json' with { type: 'json' }
import type { HeaderList } from '../../wire/exchange.ts'
import { redactForm, type ValueForm } from './redact-form.ts'
import { type Refusal, tellableName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'
import { type Settled, settle } from './settled.ts'

/** Header fields with placeholders, in their order; those that the contract does not know are left out. */
export function redactHeaders(list: HeaderList, part: Refusal['part'], scope: RedactionScope): HeaderList {
  const redacted: HeaderList[number][] = []
  for (const [name, value] of list) {
    const field = redactField(name, value, scope)
    if (field) redacted.push(field)
    else scope.refuse(part, tellableName(name.toLowerCase()))
  }
  return redacted
}

function redactField(name: string, value: string, scope: RedactionScope): HeaderList[number] | undefined {
  const known = scope.settled.fields.get(name)?.get(value)
  if (known && scope.canaries.find(known[1]) === undefined) return known
  const form = forms.get(name.toLowerCase())
  const redacted = redactForm(name, value, { form, scope })
  if (redacted === undefined) return undefined
  const field = [name, redacted] as const
  if (settledForms.has(form?.form ?? '')) settleField(field, value, scope.settled)
  return field
}

/** What they come to depends on nothing but the secrets that are known. */
const settledForms: ReadonlySet<string> = new Set([
  'pattern',
  'product',
  'authorization',
  'length',
  'number',
  'network-info',
])
const mostNames = 200
const mostValues = 100

function settleField(field: HeaderList[number], value: string, { fields }: Settled): void {
  const [name] = field
  const values = fields.get(name) ?? new Map<string, HeaderList[number]>()
  settle(values, value, field, mostValues)
  if (!fields.has(name)) settle(fields, name, values, mostNames)
}

/** `Content-Length` of a body that was rewritten; where there is no body to measure, what it says stays. */
export function withLength(list: HeaderList, body: Uint8Array): HeaderList {
  if (body.length === 0 || !list.some(isLength)) return list
  return list.map((field) => (isLength(field) ? [field[0], String(body.length)] : field))
}

function isLength([name]: HeaderList[number]): boolean {
  return name.length === 'content-length'.length && name.toLowerCase() === 'content-length'
}

const forms: ReadonlyMap<string, ValueForm> = new Map(headers.headers.map((header) => [header.name, header]))
