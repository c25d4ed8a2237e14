import { base64OfText, base64UrlOfText, bytesOfBase64 } from '../wire/base64.ts'
import { jsonOf, textOf } from '../wire/body.ts'

/** Where a list goes on. */
export interface Position {
  /** Upper-cased name, or upper-cased version id: the first item that the next page may hold. */
  readonly key: string
  /** Pages already answered; only a vault with a page plan needs to know. */
  readonly page: number
}

/** What the marker names besides the key. */
export interface MarkerNames {
  /** Goes before the key: `NAME/` in a list of versions. */
  readonly before: string
  /** Goes after the key: `/VERSION` of the item in a list of deleted secrets. */
  readonly after: string
}

/**
 * A continuation token in the form of the live service: unpadded base64url of
 * `{"NextMarker":"2!<length>!<base64>","TargetLocation":0}`, whose inner base64 (with `-` for `=`) holds a
 * table storage marker: `000032!secret/NAME!000028!9999-12-31T23:59:59.9999999Z!`, each part preceded by its
 * length. Nothing is remembered between pages, as with the service: a planned list counts its pages down in
 * the marker's ticks, which live vaults leave at 9999999.
 */
export function writeSkiptoken({ key, page }: Position, { before, after }: MarkerNames): string {
  const row = `secret/${before}${key}${after}`
  const time = `9999-12-31T23:59:59.${String(lastTick - page).padStart(7, '0')}Z`
  const marker = `${withLength(row)}!${withLength(time)}!`
  const encoded = base64OfText(marker).replaceAll('=', '-')
  const json = JSON.stringify({ NextMarker: `2!${encoded.length}!${encoded}`, TargetLocation: 0 })
  return base64UrlOfText(json)
}

/** Reads a continuation token; `undefined` when it is none of a list with this `before`. */
export function readSkiptoken(token: string, before: string): Position | undefined {
  const encoded = nextMarker(token)?.match(/^2!\d+!(.+)$/)?.[1]
  if (encoded === undefined) return undefined
  const marker = textOf(bytesOfBase64(encoded.replaceAll('-', '=')))
  const parts = /^\d{6}!secret\/([^!]*)!\d{6}!9999-12-31T23:59:59\.(\d{7})Z!$/.exec(marker)
  const row = parts?.[1]
  if (row === undefined || !row.startsWith(before)) return undefined
  const key = row.slice(before.length).split('/', 1)[0] ?? ''
  return { key, page: lastTick - Number(parts?.[2]) }
}

const lastTick = 9_999_999

function withLength(text: string): string {
  return `${String(text.length).padStart(6, '0')}!${text}`
}

function nextMarker(token: string): string | undefined {
  const json = jsonOf(bytesOfBase64(token))
  if (typeof json !== 'object' || json === null || !('NextMarker' in json)) return undefined
  return typeof json.NextMarker === 'string' ? json.NextMarker : undefined
}
