import { textOf } from '../../wire/body.ts'
import { type HeaderList, isResponse, type WireAnswer, type WireRequest } from '../../wire/exchange.ts'
import type { Refusal } from './redaction-report.ts'

/**
 * Every text of a request that a recording will hold, as it is before JSON escapes it: what is to be searched for secrets. Each stands
 * alone: nearly all of them come again with the next exchange, and what was searched need not be searched again. Names of fields are
 * the contract's words, or those of the recorder's caller; the file is searched with them at the end.
 */
export function textsOfRequest({ method, url, headers, body }: WireRequest): readonly string[] {
  const texts = [method, url, textOf(body)]
  addFields(texts, headers)
  return texts
}

/** The same of an answer, and of what was left out of its exchange. */
export function textsOfAnswer(answer: WireAnswer, refused: readonly Refusal[]): readonly string[] {
  const response = isResponse(answer) ? answer : answer.sent
  const texts = response ? [textOf(response.body)] : []
  if (response) addFields(texts, response.headers)
  for (const { name } of refused) texts.push(name)
  return texts
}

function addFields(texts: string[], fields: HeaderList): void {
  for (const [, value] of fields) texts.push(value)
}
