import { messageWords } from './message-words.ts'
import { withoutPlaceholders } from './placeholder-patterns.ts'
import { redactUrl } from './redact-url.ts'
import type { RedactionScope } from './redaction-scope.ts'

/**
 * A message of the service with placeholders. Where its known forms name a secret or a vault, the name is replaced
 * as such; addresses, URLs and GUIDs wherever they stand; and of all other words only those stay that the service's
 * messages are made of.
 */
export function redactMessage(message: string, scope: RedactionScope): string {
  const named = slots.reduce(
    (text, { pattern, kind }) =>
      text.replace(pattern, (_, before: string, name: string) => before + redactNamed(name, kind, scope)),
    message,
  )
  const redacted = named.replace(tokens, (token) => redactToken(token, scope))
  return scope.canaries.find(redacted) === undefined ? redacted : 'redacted'
}

const slots: readonly { readonly pattern: RegExp; readonly kind: 'name' | 'vault' }[] = [
  { pattern: /((?:Secret|Key|Certificate) not found: )([^\s'"]+)/g, kind: 'name' },
  { pattern: /(\(name\/id\) )([^\s'"]+)(?= was not found)/g, kind: 'name' },
  { pattern: /(\b(?:Secret|Key|Certificate) )([^\s'"]+)(?= is currently)/g, kind: 'name' },
  { pattern: /(^Key )([^\s'"]+)(?= not found)/g, kind: 'name' },
  { pattern: /(invalid name: )([^\s'"]+)/g, kind: 'name' },
  { pattern: /(key vault ')([^;']+)/g, kind: 'vault' },
  { pattern: /(Vault: )([^\s;']+)/g, kind: 'vault' },
]

function redactNamed(name: string, kind: 'name' | 'vault', { vocabulary }: RedactionScope): string {
  const [first = '', ...rest] = name.split('/')
  const own = kind === 'vault' ? (vocabulary.lookUp(first) ?? '') : ''
  const standIn = own.startsWith('vault-') ? own : vocabulary.placeholderFor(kind, first)
  return [
    standIn,
    ...rest.map((version) => vocabulary.placeholderFor(isVersion(version) ? 'version' : 'segment', version)),
  ].join('/')
}

function isVersion(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text)
}

const tokens =
  /https?:\/\/[^\s'"<>,;]+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b\d{1,3}(?:\.\d{1,3}){3}\b|\d{4}-\d{2}-\d{2}|[\p{L}\p{N}\p{M}_+-]+|[^\x20-\x7e\r\n\t]+/giu

function redactToken(token: string, scope: RedactionScope): string {
  if (/^https?:/i.test(token)) return redactLink(token, scope)
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}/i.test(token)) return scope.vocabulary.placeholderFor('guid', token)
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(token)) return scope.vocabulary.placeholderFor('address', token)
  return redactWord(token, scope)
}

/** `https://go.microsoft.com/fwlink/?linkid=2125182` and pages of the documentation help the reader and name nobody. */
function redactLink(token: string, scope: RedactionScope): string {
  const [url = token] = /^.*?(?=[.)\]]*$)/.exec(token) ?? []
  if (/^https:\/\/(?:go|redacted)\.microsoft\.com\/fwlink\/\?linkid=\d{1,9}$/i.test(url)) return token
  const [, page, anchor] =
    /^(https:\/\/(?:docs|learn)\.microsoft\.com\/[^?#]*)(#[a-z-]{1,80})?$/.exec(url) ?? []
  const redacted = redactUrl(page ?? url, scope) ?? 'redacted'
  const isKnownPage = page !== undefined && redacted === page
  const end =
    isKnownPage &&
    (anchor ?? '')
      .slice(1)
      .split('-')
      .every((word) => word === '' || isOwnWord(word))
      ? (anchor ?? '')
      : ''
  return redacted + end + token.slice(url.length)
}

function redactWord(word: string, { vocabulary }: RedactionScope): string {
  if (word === '' || isOwnWord(word)) return word
  if (withoutPlaceholders(word).trim() === '') return word
  const known = vocabulary.lookUp(word)
  if (known !== undefined) return known
  if (word.split('-').every((part) => part === '' || isOwnWord(part))) return word
  return 'redacted'
}

/** Words, small numbers and dates, `AKV10032`, `25600`, and the names of regions (`westus2`). */
function isOwnWord(word: string): boolean {
  return (
    messageWords.has(word.toLowerCase()) ||
    /^(?:\d{1,2}|25600|\d{4}-\d{2}-\d{2}|(?:AKV|AADSTS|IDX)\d{4,7})$/.test(word) ||
    regions.test(word)
  )
}

const regions =
  /^(?:north|south|east|west|central|southeast|southcentral|northcentral|westcentral|japan|korea|uk|us|france|germany|australia|canada|brazil|india|norway|sweden|switzerland|uae|qatar|poland|italy|israel|spain|mexico)(?:(?:north|south|east|west|central|southeast|us|europe|asia|india|gov|virginia|texas|arizona)*)(?:2|3)?(?:euap)?$/i
