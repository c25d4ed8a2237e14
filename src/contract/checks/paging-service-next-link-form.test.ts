import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page, vaultHost } from '../testing/make-trace.ts'
import { nextLinkForm } from './paging-service-next-link-form.ts'

const link = `https://${vaultHost}:443/secrets?api-version=7.6&$skiptoken=abc&maxresults=2`
const list = (nextLink: string | null): Part => ({
  path: '/secrets/',
  query: 'maxresults=2&api-version=7.6',
  answer: page(['a'], nextLink),
})
const kept = [list(link)]

describeCheck(nextLinkForm, {
  kept,
  unknown: { 'the last page': [list(null)], 'other answers': [{ answer: bundle() }] },
  mutations: {
    'it is relative': edit(0, list('/secrets?api-version=7.6&$skiptoken=abc&maxresults=2')),
    'it is http': edit(0, list(link.replace('https', 'http'))),
    'it leads to another host': edit(0, list(link.replace('kvc', 'evil'))),
    'the port is left out': edit(0, list(link.replace(':443', ''))),
    'it leads to another list': edit(0, list(link.replace('/secrets', '/deletedsecrets'))),
    'the api-version changes': edit(0, list(link.replace('7.6', '7.5'))),
    'maxresults is lost': edit(0, list(link.replace('&maxresults=2', ''))),
    'maxresults changes': edit(0, list(link.replace('results=2', 'results=3'))),
    'there is no token': edit(0, list(link.replace('&$skiptoken=abc', ''))),
    'the dollar sign is escaped': edit(0, list(link.replace('$', '%24'))),
    'maxresults appears unasked': edit(0, { query: 'api-version=7.6' }),
  },
})

test('the finding shows no token', () => {
  expect(judge(nextLinkForm, [list(link.replace(':443', ''))]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "an explicit port",
        "message": "GET /secrets/ was answered with a nextLink of another form: expected an explicit port, received no port.",
        "pointer": "/response/body/nextLink",
        "received": "no port",
      },
    ]
  `)
})
