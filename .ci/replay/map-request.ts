import type { OperationMatch } from '../../src/contract/match-operation.ts'
import { asJson, type RecordedExchange } from './trace.ts'

/**
 * The api-version of the contract that stands for the one in a URL, which may be a preview that was never
 * published.
 */
export function knownVersion(apiVersion: string, answeredAt: number): string {
  // What says 7.1-preview before this date was recorded with 7.0 and edited (facts/wire.md, section 0).
  if (apiVersion === '7.1-preview') return answeredAt < Date.UTC(2020, 3, 30) ? '7.0' : '7.1'
  return renamedVersions[apiVersion] ?? apiVersion
}

const renamedVersions: Readonly<Record<string, string>> = {
  '7.0-preview': '2016-10-01',
  '7.2-preview': '7.2',
  '7.3-preview': '7.3',
  '7.4-preview.1': '7.4',
  '7.6-preview.1': '7.6-preview.2',
}

/** The recorded URL with our version ids, our name for its api-version, and without its continuation. */
export function mapUrl(url: string, apiVersion: string, versions: ReadonlyMap<string, string>): string {
  let mapped = url.replace(/^(https:\/\/[^/:]+):\d+/, '$1').replace(/\$skiptoken=[^&]*&?/i, '')
  for (const [theirs, ours] of versions) mapped = mapped.replace(theirs, ours)
  if (!/api-version=/.test(mapped)) return mapped.replace(/\?.*|$/, `?api-version=${apiVersion}`)
  return mapped.replace(/api-version=[^&]*/, `api-version=${apiVersion}`)
}

/** Backups so far. */
export interface BlobBook {
  /** Ours by theirs. */
  readonly ours: Map<string, string>
  /** The newest of ours: recorders blank blobs out. */
  last?: string
}

/**
 * The recorded body; what a recorder did not keep is put together from the answer. `undefined` when it cannot
 * be known.
 */
export function requestBody(
  exchange: RecordedExchange,
  match: OperationMatch | undefined,
  blobs: BlobBook,
): string | undefined {
  if (exchange.status === 401) return ''
  if (match?.operation === 'RestoreSecret') return restoreBody(exchange, blobs)
  const sent = asJson(exchange.reqBody)
  if (sent) return JSON.stringify(sent)
  if (match?.operation !== 'SetSecret' && match?.operation !== 'UpdateSecret') return ''
  const { value, contentType, tags, attributes } = asJson(exchange.resBody) ?? {}
  const { enabled, nbf, exp } = asJson(attributes) ?? {}
  const body = { value, contentType, tags, attributes: { enabled, nbf, exp } }
  return JSON.stringify(exchange.status === 200 ? body : { value: 'x' })
}

/** A refused blob goes out as recorded; any other is the one of ours that stands for it. */
function restoreBody(exchange: RecordedExchange, blobs: BlobBook): string | undefined {
  const value = asJson(exchange.reqBody)?.['value']
  const recorded = typeof value === 'string' ? value : undefined
  const known = recorded === undefined ? undefined : blobs.ours.get(recorded)
  const blob = exchange.status === 400 ? recorded : (known ?? blobs.last)
  return blob === undefined ? undefined : JSON.stringify({ value: blob })
}
