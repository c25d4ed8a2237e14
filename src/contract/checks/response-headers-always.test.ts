import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe, serviceError } from '../testing/make-trace.ts'
import { headersAlways } from './response-headers-always.ts'

const kept: Part[] = [
  { answer: bundle() },
  probe(),
  {
    method: 'PUT',
    path: '/secrets/',
    status: 405,
    answer: serviceError('MethodNotAllowed', 'HTTP PUT not allowed'),
  },
]
const without = (name: string): ((parts: readonly Part[]) => Part[]) => edit(0, { headers: { [name]: null } })

describeCheck(headersAlways, {
  kept,
  legal: {
    'headers that came later': [
      {
        headers: {
          Date: 'Mon, 18 May 2015 10:00:00 GMT',
          'x-ms-keyvault-region': null,
          'X-Content-Type-Options': null,
          'x-ms-keyvault-network-info': null,
        },
      },
    ],
  },
  unknown: {
    'what a gateway says': [{ status: 503, headers: { 'Cache-Control': null } }],
    'a recorder that keeps no headers': [{ headers: { Date: null }, unknown: ['response.headers'] }],
    'other hosts': [{ host: 'example.com', headers: { Date: null } }],
  },
  mutations: {
    'Cache-Control is missing': without('Cache-Control'),
    'Date is missing': without('Date'),
    'the region is missing': without('x-ms-keyvault-region'),
    'network information is missing': without('x-ms-keyvault-network-info'),
    'Expires is another': edit(0, { headers: { Expires: '0' } }),
    'network information names no address': edit(0, { headers: { 'x-ms-keyvault-network-info': 'unknown' } }),
    'Cache-Control is there twice': edit(0, { headers: { 'cache-control': 'public' } }),
    'HSTS lasts a day': edit(0, {
      headers: { 'Strict-Transport-Security': 'max-age=86400;includeSubDomains' },
    }),
  },
})

test('the finding', () => {
  expect(judge(headersAlways, without('x-ms-keyvault-region')(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "a region",
        "message": "GET /secrets/n/ was answered 200 without x-ms-keyvault-region.",
        "pointer": "/response/headers/x-ms-keyvault-region",
        "received": "absent",
      },
    ]
  `)
})
