import { isRecordersWord } from './recorders-words.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** `Bearer <token>`: the scheme stays. */
export function redactAuthorization(value: string, { vocabulary }: RedactionScope): string {
  const [, scheme, token] = /^(Bearer|PoP|MTLS_POP|Basic) +(.*)$/is.exec(value) ?? []
  if (scheme === undefined || token === undefined)
    return isRecordersWord(value) || /^(?:Bearer|PoP|MTLS_POP|Basic) *$/i.test(value)
      ? value
      : vocabulary.placeholderFor('token', value)
  return `${scheme} ${isRecordersWord(token) ? token : vocabulary.placeholderFor('token', token)}`
}

/** A cookie says nothing to playback: one stands for all that it held. Its values are looked for elsewhere all the same. */
export function redactCookie(value: string, { vocabulary }: RedactionScope): string {
  if (isRecordersWord(value)) return value
  const own = /^redacted=(redacted-credential-\d+)$/.exec(value)?.[1]
  if (own === undefined) learnValues(value, vocabulary)
  return `redacted=${vocabulary.placeholderFor('credential', own ?? value)}`
}

const attributes = /^\s*(?:path|domain|expires|max-age|samesite|secure|httponly|version)\s*(?:=|$)/i

/** Shorter values are settings. */
const shortestValue = 12

function learnValues(cookie: string, vocabulary: RedactionScope['vocabulary']): void {
  for (const part of cookie.split(';')) {
    const value = part.slice(part.indexOf('=') + 1).trim()
    if (!attributes.test(part) && value.length >= shortestValue)
      vocabulary.placeholderFor('credential', value)
  }
}
