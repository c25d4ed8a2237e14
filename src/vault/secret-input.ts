import { jsonOf } from '../wire/body.ts'
import { errors } from './errors.ts'
import type { Outcome } from './outcome.ts'
import type { SecretProperties } from './secret.ts'

/** What a set or update asks for. An absent member was not sent, or sent as null. */
export interface SecretInput {
  readonly value?: string
  readonly contentType?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly enabled?: boolean
  readonly notBefore?: number
  readonly expiresOn?: number
}

/** Either what was read or the refusal. */
export type Read<T> = { readonly value: T } | { readonly refused: Outcome }

/** Characters, tags, characters of a tag's name or value, characters. */
const limits = { value: 25_600, tags: 15, tagText: 512, contentType: 255 }

/**
 * Reads the body of SetSecret (`value` required) or UpdateSecret (`value` ignored, as the service ignored it
 * when early clients sent it). Unknown and read-only members are ignored: Rust's client sends them back.
 */
export function readSecretInput(
  body: Uint8Array,
  operation: 'SetSecret' | 'UpdateSecret',
): Read<SecretInput> {
  const sent = asObject(jsonOf(body))
  if (!sent) return refuse
  const input: Mutable<SecretInput> = {}
  const fits =
    readText(sent, input) && readTags(sent['tags'], input) && readAttributes(sent['attributes'], input)
  if (!fits) return refuse
  return operation === 'SetSecret' ? readValue(sent['value'], input) : { value: input }
}

/** The body of RestoreSecret: its `value`, still encoded. */
export function readRestoreInput(body: Uint8Array): Read<string> {
  const value = asObject(jsonOf(body))?.['value']
  return typeof value === 'string' ? { value } : refuse
}

/** What was sent over what was there: an update leaves alone what it does not name. */
export function mergeProperties(current: SecretProperties, input: SecretInput): SecretProperties {
  const merged: Mutable<SecretProperties> = { enabled: input.enabled ?? current.enabled }
  const contentType = input.contentType ?? current.contentType
  const tags = input.tags ?? current.tags
  const notBefore = input.notBefore ?? current.notBefore
  const expiresOn = input.expiresOn ?? current.expiresOn
  if (contentType !== undefined) merged.contentType = contentType
  if (tags !== undefined) merged.tags = tags
  if (notBefore !== undefined) merged.notBefore = notBefore
  if (expiresOn !== undefined) merged.expiresOn = expiresOn
  return merged
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Members = Record<string, unknown>

const refuse = { refused: errors.invalidProperty() }

function asObject(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined
}

function readValue(value: unknown, input: Mutable<SecretInput>): Read<SecretInput> {
  if (typeof value !== 'string') return refuse
  if (value.length > limits.value) return { refused: errors.secretTooLarge() }
  input.value = value
  return { value: input }
}

function readText(sent: Members, input: Mutable<SecretInput>): boolean {
  const contentType = sent['contentType'] ?? undefined
  if (contentType === undefined) return true
  if (typeof contentType !== 'string' || contentType.length > limits.contentType) return false
  input.contentType = contentType
  return true
}

function readTags(sent: unknown, input: Mutable<SecretInput>): boolean {
  if (sent === undefined || sent === null) return true
  const tags = asObject(sent)
  if (!tags) return false
  const entries = Object.entries(tags)
  const fits = entries.every(
    ([name, value]) =>
      typeof value === 'string' && name.length <= limits.tagText && value.length <= limits.tagText,
  )
  if (!fits || entries.length > limits.tags) return false
  // JSON.parse made the object: `__proto__` is an own member there, and stays one.
  input.tags = tags as Record<string, string>
  return true
}

function readAttributes(sent: unknown, input: Mutable<SecretInput>): boolean {
  if (sent === undefined || sent === null) return true
  const attributes = asObject(sent)
  if (!attributes) return false
  const enabled = attributes['enabled'] ?? undefined
  const notBefore = attributes['nbf'] ?? undefined
  const expiresOn = attributes['exp'] ?? undefined
  if (enabled !== undefined && typeof enabled !== 'boolean') return false
  if (!isTime(notBefore) || !isTime(expiresOn)) return false
  if (enabled !== undefined) input.enabled = enabled
  if (notBefore !== undefined) input.notBefore = notBefore
  if (expiresOn !== undefined) input.expiresOn = expiresOn
  return true
}

/** Any whole number: recorded vaults stored years past 2038 and even milliseconds. */
function isTime(value: unknown): value is number | undefined {
  return value === undefined || Number.isSafeInteger(value)
}
