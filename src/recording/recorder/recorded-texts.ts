import { textOf } from '../../wire/body.ts'
import { isResponse } from '../../wire/exchange.ts'
import type { RedactedExchange } from '../redact/redactor.ts'

/**
 * Every text of an exchange that a recording will hold, as it is before JSON escapes it: what is to be searched for secrets. Addresses
 * stand alone, for it is they that have escapes of their own, which cost a second look at all that stands beside them.
 */
export function recordedTexts({ request, answer, refused }: RedactedExchange): readonly string[] {
  const response = isResponse(answer) ? answer : answer.sent
  const rest = [
    ...request.headers.flat(),
    ...(response?.headers.flat() ?? []),
    ...refused.map(({ name }) => name),
    textOf(response?.body ?? new Uint8Array(0)),
  ]
  return [`${request.method} ${request.url}`, textOf(request.body), rest.join(' ')]
}
