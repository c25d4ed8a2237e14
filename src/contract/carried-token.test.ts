import { expect, test } from 'vitest'
import { carriedToken } from './carried-token.ts'
import { seeExchange } from './see-exchange.ts'
import { challenged, makeTrace, type Part, serviceError } from './testing/make-trace.ts'

const dropped: Part = { token: null, unknown: ['request.authorization'] }

test.each<[string, Part, boolean | undefined]>([
  ['the header, when it was kept', {}, true],
  ['its absence, when headers were kept', { token: null }, false],
  ['an answer beyond authentication', { ...dropped, status: 404 }, true],
  ['the 401 that misses a token', { ...dropped, ...challenged }, false],
  [
    'the 401 that refuses a token',
    { ...dropped, status: 401, answer: serviceError('Unauthorized', 'AKV10022: Invalid audience.') },
    true,
  ],
  ['not the empty 401 of before August 2019', { ...dropped, status: 401 }, undefined],
  ['not a 503, which may come from before the service', { ...dropped, status: 503 }, undefined],
  ['not a closed connection', { ...dropped, closed: true }, undefined],
  ['not another host', { ...dropped, host: 'example.com' }, undefined],
])('what tells of a token: %s', (_title, part, expected) => {
  const [exchange] = makeTrace([part])
  expect(exchange && carriedToken(seeExchange(exchange))).toBe(expected)
})
