import { textOf } from '../wire/body.ts'
import { type Exchange, isResponse } from '../wire/exchange.ts'
import { readDocument } from './read-document.ts'

export function read(text: string): Exchange[] {
  return [...readDocument(text).exchanges]
}

/** What a test wants to see of an exchange, on one line each. */
export function summary(exchange: Exchange): unknown {
  const { request, answer, unknown } = exchange
  const received = isResponse(answer) ? `${answer.status} ${textOf(answer.body)}` : 'closed'
  return [
    `${request.method} ${request.url} ${textOf(request.body)}`.trimEnd(),
    received,
    [...unknown].join(' '),
  ]
}
