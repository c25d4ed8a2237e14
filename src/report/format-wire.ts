import type picocolors from 'picocolors'
import type {
  ReportedFinding,
  ShownBody,
  ShownExchange,
  ShownHeaders,
} from '../contract/generated/types/report.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** Exchanges that a reader of the same block has seen already. */
export type ShownBefore = Set<number>

/**
 * What crossed the wire, line by line as curl shows it: `>` was sent by the client, `<` by the service. No line where the
 * finding does not tell. An exchange that was shown before is only named.
 */
export function formatWire(
  { wire, wireOmitted = 0 }: Pick<ReportedFinding, 'wire' | 'wireOmitted'>,
  paint: Paint,
  before: ShownBefore,
): string[] {
  if (wire === undefined) return []
  if (wire.length === 0) return [paint.dim('nothing crossed the wire meanwhile')]
  const middle = wireOmitted > 0 ? wire.length / 2 : wire.length
  const lines = (shown: readonly ShownExchange[]): string[] =>
    shown.flatMap((exchange) => exchangeLines(exchange, before))
  return [
    ...lines(wire.slice(0, middle)),
    ...(wireOmitted > 0 ? [`… ${wireOmitted} more …`] : []),
    ...lines(wire.slice(middle)),
  ].map((line) => paint.dim(line))
}

function exchangeLines(shown: ShownExchange, before: ShownBefore): string[] {
  const { exchange, request, response, unknown = [], leftOut = [] } = shown
  const opening = `#${exchange} > ${request.method} ${request.url}`
  if (before.has(exchange)) return [`${opening} → ${response?.status ?? 'no answer'} (shown above)`]
  before.add(exchange)
  const margin = ' '.repeat(`#${exchange} `.length)
  const rest = [
    ...messageLines(request).map((line) => `> ${line}`.trimEnd()),
    ...(response === undefined
      ? ['< (the connection was closed)']
      : [String(response.status), ...messageLines(response)].map((line) => `< ${line}`.trimEnd())),
    ...(response?.cutOff ? ['< (the connection was closed before the rest)'] : []),
    ...(unknown.length > 0 ? [`(the recorder did not keep ${unknown.join(', ')})`] : []),
    ...(leftOut.length > 0 ? [`(not shown, for the contract does not know it: ${leftOut.join(', ')})`] : []),
  ]
  return [opening, ...rest.map((line) => margin + line)]
}

function messageLines({ headers, body }: { headers: ShownHeaders; body?: ShownBody }): string[] {
  return [...headers, ...(body ? ['', ...bodyLines(body)] : [])]
}

function bodyLines({ text, cut = 0 }: ShownBody): string[] {
  if (text === '') return [`(${cut} bytes, too long to be shown)`]
  const lines = text.split(/\r\n|[\r\n]/)
  return cut > 0 ? [...lines.slice(0, -1), `${lines.at(-1)}… (${cut} characters more)`] : lines
}
