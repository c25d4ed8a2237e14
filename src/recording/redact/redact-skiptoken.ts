import { base64OfText, base64UrlOf, bytesOfBase64 } from '../../wire/base64.ts'
import { jsonBytes, textOf } from '../../wire/body.ts'
import { isRecordersWord } from './recorders-words.ts'
import type { RedactionScope } from './redaction-scope.ts'

/**
 * A continuation token with placeholders inside. The service's tokens are base64url of `{"NextMarker":"2!<length>!<base64>"}`
 * around a table storage marker that spells the next item's name in capitals, each part preceded by its length. A token of
 * any other form is replaced as a whole by one that says nothing.
 */
export function redactSkiptoken(token: string, scope: RedactionScope): string {
  if (token === '' || isRecordersWord(token)) return token
  const json = parse(token)
  const marker = typeof json?.['NextMarker'] === 'string' ? json['NextMarker'] : undefined
  const known = marker === undefined ? undefined : redactMarker(marker, scope)
  if (known === undefined)
    return encode(scope.vocabulary.placeholderFor('text', placeholderIn(marker) ?? token), 0)
  return encode(known, json?.['TargetLocation'] === 1 ? 1 : 0)
}

function encode(marker: string, location: number): string {
  return base64UrlOf(jsonBytes({ NextMarker: marker, TargetLocation: location }))
}

function placeholderIn(marker: string | undefined): string | undefined {
  return marker !== undefined && /^redacted-text-\d+$/.test(marker) ? marker : undefined
}

function parse(token: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(textOf(bytesOfBase64(token)))
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const rowPattern =
  /^\d{6}!(secret|key|certificate)\/([^!/]+)(?:\/([^!/]+))?!(\d{6}!9999-12-31T23:59:59\.\d{7}Z)!$/

function redactMarker(marker: string, { vocabulary }: RedactionScope): string | undefined {
  const encoded = /^2!\d+!(.+)$/.exec(marker)?.[1]
  if (encoded === undefined) return undefined
  const row = rowPattern.exec(textOf(bytesOfBase64(encoded.replaceAll('-', '='))))
  const [, kind, name, version, time] = row ?? []
  if (kind === undefined || name === undefined) return undefined
  const parts = [kind, vocabulary.placeholderFor('name', name).toUpperCase()]
  if (version !== undefined) parts.push(vocabulary.placeholderFor('version', version).toUpperCase())
  const key = parts.join('/')
  const inner = base64OfText(`${String(key.length).padStart(6, '0')}!${key}!${time}!`)
  const written = inner.replaceAll('=', '-')
  return `2!${written.length}!${written}`
}
