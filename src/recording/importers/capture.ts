import type { Exchange, UnknownPart } from '../../wire/exchange.ts'
import { isResponse } from '../../wire/exchange.ts'
import { objectAt } from '../entry-error.ts'
import type { Refusal } from '../redact/redaction-report.ts'

/**
 * Gives an exchange what this tool's own recordings keep beside the test-proxy's layout: times, what is unknown, whether the
 * connection was closed. Times count from the start of the recording.
 */
export function withCapture(
  exchange: Exchange,
  value: unknown,
): Exchange & { readonly refused: readonly Refusal[] } {
  const capture = objectAt(value, `Entries[${exchange.index}].Capture`)
  const { SentMs: sent, AnsweredMs: answered, Unknown: unknown } = capture
  const parts = new Set<UnknownPart>(Array.isArray(unknown) ? (unknown as UnknownPart[]) : [])
  if (typeof sent !== 'number') parts.add('time')
  return {
    ...exchange,
    ...(typeof sent === 'number' && { sentAt: sent }),
    ...(typeof answered === 'number' && { answeredAt: answered }),
    ...(capture['Closed'] === true && { answer: closedAnswer(exchange) }),
    unknown: parts,
    refused: Array.isArray(capture['Refused']) ? capture['Refused'].map(refusalOf) : [],
  }
}

/** `response.header x-new`, as `Capture.Refused` has it. */
function refusalOf(text: unknown): Refusal {
  const [part = '', ...name] = String(text).split(' ')
  return { part: part as Refusal['part'], name: name.join(' ') }
}

function closedAnswer({ answer }: Exchange): Exchange['answer'] {
  return isResponse(answer) ? { closed: true, sent: answer } : { closed: true }
}
