import { base64Of, bytesOfBase64 } from '../../wire/base64.ts'
import { jsonBytes, textOf } from '../../wire/body.ts'
import type { RedactionScope } from './redaction-scope.ts'

/**
 * Claims as Entra asks for them, as JSON or as base64 of it: names, times and `cp1` stay, every other text in them goes.
 */
export function redactClaims(value: string, { vocabulary }: RedactionScope): string {
  const plain = parse(value)
  if (plain !== undefined) return JSON.stringify(redactJson(plain))
  const decoded = parse(textOf(bytesOfBase64(value)))
  if (decoded === undefined) return vocabulary.placeholderFor('text', value)
  const text = base64Of(jsonBytes(redactJson(decoded)))
  return value.endsWith('=') || value.length % 4 === 0 ? text : text.replace(/=+$/, '')
}

function parse(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? json : undefined
  } catch {
    return undefined
  }
}

const names: ReadonlySet<string> = new Set(
  'access_token id_token userinfo nbf xms_cc xms_caeerror acrs essential value values'.split(' '),
)

function redactJson(value: unknown): unknown {
  if (typeof value === 'string') return /^(?:\d{10}|cp1|[cp]\d{1,2})$/.test(value) ? value : 'redacted'
  if (Array.isArray(value)) return value.map(redactJson)
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? 0 : value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [names.has(name) ? name : 'redacted', redactJson(member)]),
  )
}
