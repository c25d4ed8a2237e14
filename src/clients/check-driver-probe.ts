import { parseQuery, parseUrl } from '../wire/url.ts'
import type { CheckedClient, CheckWorld } from './check-driver-world.ts'
import type { CallResult, Driver } from './driver.ts'

/** What a probe works with. */
export interface ProbeScene {
  readonly driver: Driver
  readonly world: CheckWorld
  /** How long a call may be kept waiting by another one that does not get its answer, in milliseconds. */
  readonly overlapMs: number
}

/** Puts one capability to the test, once; a sentence says how it does not work. */
export type Probe = (scene: ProbeScene) => Promise<string | undefined>

/** What a call came to that had to succeed: its value, or why there is none. */
export type Outcome =
  | { readonly value: Readonly<Record<string, unknown>>; readonly problem?: undefined }
  | { readonly problem: string }

/** Makes a call that has to succeed. */
export async function attempt(
  client: CheckedClient,
  call: string,
  arguments_: Record<string, unknown> = {},
): Promise<Outcome> {
  const before = client.exchanges.length
  const result = await client.call(call, arguments_)
  if (result.outcome === 'value') return { value: result.value }
  const isSilent = client.exchanges.length === before
  const hint = isSilent ? ` ${nothingCame}` : ''
  return { problem: `${call} failed with ${describeError(result)}.${hint}` }
}

const nothingCame =
  'Nothing came through the proxy: let the client honour HTTPS_PROXY and trust the certificates in SSL_CERT_FILE.'

/** Values of a query parameter in requests to the client's vault, one a request that has it. */
export function askedFor({ exchanges }: CheckedClient, parameter: string): string[] {
  return exchanges.flatMap(({ request }) =>
    parseQuery(parseUrl(request.url)?.query ?? '')
      .filter(([name]) => name.toLowerCase() === parameter)
      .map(([, value]) => value),
  )
}

/** An error in a few words. */
export function describeError(result: CallResult): string {
  if (result.outcome === 'value') return 'a value'
  const { category, type, status, message } = result.error
  const shown = message.length > 200 ? `${message.slice(0, 200)}…` : message
  return `${category} ${type}${status === undefined ? '' : ` ${status}`}: ${shown}`
}
