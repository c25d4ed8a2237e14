import { expect, test } from 'vitest'
import { describeCheck, judge } from '../testing/describe-check.ts'
import { type Part, page, vaultHost } from '../testing/make-trace.ts'
import { linkAsGiven } from './paging-link-as-given.ts'

const link = `https://${vaultHost}:443/secrets?api-version=7.6&$skiptoken=a%2Bb%2F%3D%3D&maxresults=2`
const first: Part = {
  path: '/secrets',
  query: 'api-version=7.6&maxresults=2',
  answer: page(['a', 'b'], link),
}
const next = (path: string, query: string): Part => ({ path, query, answer: page([]) })
const kept = [first, { url: link, answer: page([]) }]

describeCheck(linkAsGiven, {
  kept,
  legal: {
    'another order and escaping': [
      first,
      next('/secrets/', 'maxresults=2&%24skiptoken=a%2bb/%3d%3D&api%2Dversion=7.6'),
    ],
    'another api-version, which is judged apart': [
      first,
      next('/secrets', 'api-version=7.3&$skiptoken=a%2Bb%2F%3D%3D&maxresults=2'),
    ],
    'the same page twice': [...kept, ...kept],
  },
  unknown: {
    'a token from an earlier session': [next('/secrets', 'api-version=7.6&$skiptoken=zzz'), first],
    'a recorder that keeps no queries': [first, { ...next('/secrets', ''), unknown: ['request.query'] }],
  },
  mutations: {
    'padding is cut off (B3)': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=a%2Bb%2F&maxresults=2'),
    ],
    'its %2B becomes a plus sign, a blank to many services': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=a+b/==&maxresults=2'),
    ],
    'it is encoded twice (B4)': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=a%252Bb%252F%253D%253D&maxresults=2'),
    ],
    'plus becomes a space': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=a%20b%2F%3D%3D&maxresults=2'),
    ],
    'the token is left out': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=&maxresults=2'),
    ],
    'the path is built anew (B1)': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets/n/versions', 'api-version=7.6&$skiptoken=a%2Bb%2F%3D%3D&maxresults=2'),
    ],
    'the token is replaced': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=zzz&maxresults=2'),
    ],
    'something is added to the token': (parts) => [
      ...parts,
      next('/secrets', 'api-version=7.6&$skiptoken=a%2Bb%2F%3D%3Dx&maxresults=2'),
    ],
    'the parameter is misspelt': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&skiptoken=a%2Bb%2F%3D%3D&maxresults=2'),
    ],
    'a parameter is dropped': (parts) => [
      ...parts.slice(0, 1),
      next('/secrets', 'api-version=7.6&$skiptoken=a%2Bb%2F%3D%3D'),
    ],
  },
})

test('the findings show no token', () => {
  const said = (path: string, query: string): string | undefined =>
    judge(linkAsGiven, [first, next(path, query)]).broken[0]?.message
  expect(said('/secrets', 'api-version=7.6&$skiptoken=a%2Bb%2F&maxresults=2')).toMatchInlineSnapshot(
    `"GET /secrets asks for a next page, but not as the nextLink said: expected the $skiptoken given (6 characters), received a damaged one (4 characters)."`,
  )
  expect(
    said('/secrets/n/versions', 'api-version=7.6&$skiptoken=a%2Bb%2F%3D%3D&maxresults=2'),
  ).toMatchInlineSnapshot(
    `"GET /secrets/n/versions asks for a next page, but not as the nextLink said: expected path /secrets, received path /secrets/n/versions."`,
  )
  expect(said('/secrets', 'api-version=7.6&$skiptoken=a%2Bb%2F%3D%3D')).toMatchInlineSnapshot(
    `"GET /secrets asks for a next page, but not as the nextLink said: expected besides the token maxresults=2, received nothing."`,
  )
})
