/** A parsed JSON object. */
export type Json = Record<string, unknown>

/** One exchange in the shape of the shared corpus; null where the recorder kept nothing. */
export interface RecordedExchange {
  readonly method: string
  readonly url: string
  readonly reqHeaders: readonly (readonly [string, string])[] | null
  readonly reqBody: unknown
  readonly status: number | null
  readonly resHeaders: readonly (readonly [string, string])[] | null
  readonly resBody: unknown
}

/** One recording of the shared corpus. */
export interface Trace {
  readonly source: string
  readonly path: string
  readonly exchanges: readonly RecordedExchange[]
}

/** The JSON object in a body, whether the recorder had parsed it or not; `undefined` when it is none. */
export function asJson(value: unknown): Json | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined
  try {
    return asJson(JSON.parse(value))
  } catch {
    return undefined
  }
}

/** Absolute: track 1 of .NET recorded paths only; the service takes doubled slashes as one. */
export function absoluteUrl(url: string): string {
  const whole = url.startsWith('/') ? `https://unrecorded.vault.azure.net${url}` : url
  return whole.replace(/(?<=secrets)\/{2,}(?=[^?])/, '/')
}

/** Milliseconds since the Unix epoch of the answer; NaN when its date was not kept. */
export function dateOf(resHeaders: RecordedExchange['resHeaders']): number {
  return Date.parse(resHeaders?.find(([name]) => name.toLowerCase() === 'date')?.[1] ?? '')
}
