import { asObject } from '../../contract/seen-facts.ts'
import { base64OfText, base64UrlOf, bytesOfBase64 } from '../../wire/base64.ts'
import { jsonBytes, jsonOf, textOf } from '../../wire/body.ts'

/**
 * A continuation token with the client's names in it; `undefined` where nothing changes. The service's tokens are base64url of
 * `{"NextMarker":"2!<length>!<base64>"}` around a marker that spells names in capitals, each part behind its length.
 */
export function rewriteSkiptoken(
  token: string,
  nameFor: (recorded: string) => string | undefined,
): string | undefined {
  const json = asObject(jsonOf(bytesOfBase64(token)))
  const marker = json?.['NextMarker']
  const encoded = typeof marker === 'string' ? /^2!\d+!(.+)$/.exec(marker)?.[1] : undefined
  if (encoded === undefined) return undefined
  const row = textOf(bytesOfBase64(encoded.replaceAll('-', '=')))
  const [, kind, name, version = '', rest] = /^\d{6}!(\w+)\/([^!/]+)((?:\/[^!/]+)?)!(.*)$/s.exec(row) ?? []
  const own = name === undefined ? undefined : nameFor(name)?.toUpperCase()
  if (own === undefined || own === name) return undefined
  const key = `${kind}/${own}${version}`
  const written = `${String(key.length).padStart(6, '0')}!${key}!${rest}`
  const inner = base64OfText(written).replaceAll('=', '-')
  return base64UrlOf(jsonBytes({ ...json, NextMarker: `2!${inner.length}!${inner}` }))
}
