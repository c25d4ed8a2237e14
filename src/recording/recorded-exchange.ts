import { type Exchange, type HeaderList, noBody, type UnknownPart } from '../wire/exchange.ts'

/** What an importer found of one exchange. A part that is `undefined` was not kept by the recorder. */
export interface RecordedParts {
  readonly index: number
  readonly method: string
  /** Absolute. */
  readonly url: string
  readonly requestHeaders: HeaderList | undefined
  readonly requestBody: Uint8Array | undefined
  /** `undefined`: the exchange ended without a response. */
  readonly status: number | undefined
  readonly responseHeaders: HeaderList
  readonly responseBody: Uint8Array | undefined
  /** Further parts that the recorder dropped or rewrote. */
  readonly lost?: readonly UnknownPart[]
}

/**
 * Makes an exchange of what a recorder kept. What it lost is marked as unknown, so that no check takes it for absent.
 * Recorders keep no usable times: `time` is always unknown here.
 */
export function recordedExchange(parts: RecordedParts): Exchange {
  const { index, method, url, status } = parts
  const answer =
    status === undefined
      ? ({ closed: true } as const)
      : { status, headers: parts.responseHeaders, body: parts.responseBody ?? noBody }
  return {
    index,
    request: { method, url, headers: parts.requestHeaders ?? [], body: parts.requestBody ?? noBody },
    answer,
    sentAt: Number.NaN,
    answeredAt: Number.NaN,
    unknown: unknownParts(parts),
  }
}

function unknownParts(parts: RecordedParts): ReadonlySet<UnknownPart> {
  const unknown = new Set<UnknownPart>(['time', ...(parts.lost ?? [])])
  if (parts.requestHeaders === undefined) unknown.add('request.headers')
  if (parts.requestBody === undefined) unknown.add('request.body')
  if (parts.status !== undefined && parts.responseBody === undefined) unknown.add('response.body')
  return unknown
}
