import { base64OfText, base64UrlOfText, bytesOfBase64 } from '../../wire/base64.ts'
import { textOf } from '../../wire/body.ts'
/**
 * What is replaced, by what becomes of it. `value`, `backup`, `token` and `credential` are secret; the rest are
 * identifiers.
 */
export type TermKind =
  | 'value'
  | 'backup'
  | 'token'
  | 'credential'
  | 'name'
  | 'vault'
  | 'version'
  | 'guid'
  | 'address'
  | 'tag'
  | 'tag-value'
  | 'text'
  | 'segment'
  | 'host'

export const secretKinds: ReadonlySet<TermKind> = new Set<TermKind>([
  'value',
  'backup',
  'token',
  'credential',
])

/** Kinds whose letter case does not matter to the service. */
export const caselessKinds: ReadonlySet<TermKind> = new Set<TermKind>([
  'name',
  'vault',
  'version',
  'guid',
  'address',
  'host',
])

/**
 * The placeholder of the `number`th term of a kind, in the form of the term itself: base64 stays decodable, a JWT keeps
 * three parts, PEM stays PEM. `name` and `version` are made of ordered labels instead (see `placeholder-labels.ts`).
 */
export function makePlaceholder(kind: TermKind, number: number, real: string): string {
  if (kind === 'guid') return guidOf(number, real)
  if (kind === 'address') return addressOf(number, real)
  const word = wordOf(kind, number)
  if (kind === 'value') return inFormOfValue(word, real)
  if (kind === 'backup') return base64UrlOfText(isBackup(real) ? backupPrefix + word : word)
  if (kind === 'token' || kind === 'credential') return isJwt(real) ? jwtOf(word) : word
  return kind === 'host' ? `${word}.invalid` : word
}

/** True for what `makePlaceholder` makes: redacting a redacted recording changes nothing. */
export function isPlaceholder(kind: TermKind, text: string): boolean {
  if (kind === 'name') return /^secret-\d{4,}$/i.test(text)
  if (kind === 'version') return /^0{8}[0-9a-f]{24}$/i.test(text)
  if (kind === 'guid') return /^0{8}-?0000-?4000-?8000-?\d{12}$/.test(text)
  if (kind === 'address')
    return /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^2001:db8::[0-9a-f]{1,4}$/i.test(text)
  return wordPattern(kind).test(unwrap(text))
}

const wordPattern = (kind: TermKind): RegExp => new RegExp(`^${wordOf(kind, '\\d+')}(?:\\.invalid)?$`, 'i')

function wordOf(kind: TermKind, number: number | string): string {
  return secretKinds.has(kind) || kind === 'text' ? `redacted-${kind}-${number}` : `${kind}-${number}`
}

/** The word inside a placeholder, whatever form it was given: what stands in free text. */
export function unwrap(text: string): string {
  const pem = /^-----BEGIN [A-Z ]+-----\n([A-Za-z0-9+/=]+)\n-----END [A-Z ]+-----\n$/.exec(text)?.[1]
  const jwt = text.startsWith(`${jwtHeader}.`) ? text.split('.')[1] : undefined
  const encoded = pem ?? jwt ?? text
  const decoded = textOf(bytesOfBase64(encoded))
  const bare = decoded.startsWith(backupPrefix) ? decoded.slice(backupPrefix.length) : decoded
  return bare.startsWith('redacted-') ? bare : text
}

/** Random ones are of version 4 too; none has three groups of zeros. */
function guidOf(number: number, real: string): string {
  const guid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return real.length === 32 && /^[0-9a-f]{32}$/i.test(real) ? guid.replaceAll('-', '') : guid
}

/** Addresses for documentation: RFC 5737, RFC 3849. */
function addressOf(number: number, real: string): string {
  if (real.includes(':')) return `2001:db8::${(number % 0xffff).toString(16)}`
  const block = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(number / 255) % 3]
  return `${block}.${number % 255}`
}

const backupPrefix = ')AzureKeyVaultSecretBackupV1.microsoft.com'

function isBackup(text: string): boolean {
  return textOf(bytesOfBase64(text.slice(0, 80))).startsWith(backupPrefix)
}

function inFormOfValue(word: string, real: string): string {
  const label = /^-----BEGIN ([A-Z ]+)-----/.exec(real)?.[1]
  if (label) return `-----BEGIN ${label}-----\n${base64OfText(word)}\n-----END ${label}-----\n`
  if (real.length % 4 === 0 && /^[A-Za-z0-9+/]{16,}={0,2}$/.test(real)) return base64OfText(word)
  return /^[A-Za-z0-9_-]{200,}$/.test(real) ? base64UrlOfText(word) : word
}

const jwtHeader = base64UrlOfText('{"alg":"none"}')

function isJwt(text: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*/.test(text)
}

function jwtOf(word: string): string {
  return `${jwtHeader}.${base64UrlOfText(word)}.${base64UrlOfText('none')}`
}
