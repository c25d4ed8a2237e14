import { expect, test } from 'vitest'
import { jsonBytes } from '../../wire/body.ts'
import { type HeaderList, noBody, type WireResponse } from '../../wire/exchange.ts'
import { compareAnswers } from './compare-answers.ts'

const request = {
  method: 'GET',
  url: 'https://contoso.vault.azure.net/secrets/schl%C3%BCssel?api-version=7.6',
  headers: [],
  body: noBody,
}

function answer(body: unknown, status = 200, headers: HeaderList = []): WireResponse {
  return { status, headers, body: body === undefined ? noBody : jsonBytes(body) }
}

function told(live: WireResponse | { closed: true }, recorded: WireResponse): string[] {
  return compareAnswers(live, recorded, request).map(
    ({ pointer, expected, received }) => `${pointer}: ${expected} -> ${received}`,
  )
}

test('values, lengths, dates and how many items there are, are no differences', () => {
  const live = answer({ value: [{ id: 'a' }, { id: 'b' }], nextLink: null }, 200, [['Date', 'now']])
  expect(told(live, answer({ value: [{ id: 'c' }], nextLink: null }, 200, [['X', '1']]))).toEqual([
    '/response/headers/x: a header -> no such header',
  ])
})

test('members, their types, codes, statuses, a closed connection, constant headers', () => {
  const bundle = { id: 'a', attributes: { updated: 1 }, tags: { one: '1' } }
  expect(told(answer({ attributes: { updated: '1', new: 1 }, tags: {} }), answer(bundle))).toEqual([
    '/response/body/id: a member -> no such member',
    '/response/body/attributes/updated: integer -> string',
    '/response/body/attributes/new: no such member -> a member',
  ])
  expect(told(answer(undefined, 202), answer(bundle))).toEqual(['/response/status: 200 -> 202'])
  expect(told({ closed: true }, answer(bundle))).toEqual([
    '/response: status 200 -> the connection was closed',
  ])
  const [old, young] = [[['Pragma', 'no-cache'] as const], [['Pragma', 'none'] as const]]
  expect(told(answer(bundle, 200, young), answer(bundle, 200, old))).toEqual([
    '/response/headers/pragma: no-cache -> none',
  ])
  const refused = (code: string): WireResponse => answer({ error: { code, message: 'no' } }, 403)
  expect(told(refused('Disabled'), refused('Forbidden'))).toEqual([
    '/response/body/error/code: Forbidden -> Disabled',
  ])
})

test('a wait that takes longer or shorter than the recorded one is no difference', () => {
  expect(told(answer({}, 404), answer({ id: 'a' }))).toEqual([])
  expect(told(answer({}, 403), answer({ id: 'a' }))).toEqual(['/response/status: 200 -> 403'])
})

test('of messages the words that are not about this request', () => {
  const about = (message: string): WireResponse => answer({ error: { code: 'SecretNotFound', message } }, 404)
  const recorded = about('No redacted in vault-1 since 12:00. See https://one.example/a?b=c or "this".')
  expect(
    told(about('No schlüssel in v-2 since 13:30. See https://two.example or "that".'), recorded),
  ).toEqual([])
  expect(
    told(about('Never schlüssel in v-2 since 13:30. See https://two.example or "that".'), recorded),
  ).toEqual(['/response/body/error/message: No … in … since … See … or … -> Never … in … since … See … or …'])
})
