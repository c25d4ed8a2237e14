import { textOf } from '../../wire/body.ts'
import { isResponse } from '../../wire/exchange.ts'
import type { RedactedExchange } from '../redact/redactor.ts'

/**
 * Every text of an exchange that a recording will hold, as it is before JSON escapes it: what is to be searched for secrets. Addresses
 * stand alone, for it is they that have escapes of their own, which cost a second look at all that stands beside them; bodies do, for they
 * come again where headers, with a date among them, do not.
 */
export function recordedTexts({ request, answer, refused }: RedactedExchange): readonly string[] {
  const response = isResponse(answer) ? answer : answer.sent
  const rest = [
    ...request.headers.flat(),
    ...(response?.headers.flat() ?? []),
    ...refused.map(({ name }) => name),
  ]
  const bodies = [request.body, response?.body].map((body) => (body ? textOf(body) : ''))
  return [`${request.method} ${request.url}`, rest.join(' '), ...bodies]
}
