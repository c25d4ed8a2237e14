import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EntryError } from '../recording/entry-error.ts'
import { readJsonDocument } from '../recording/read-document.ts'
import { recordingFormats } from '../recording/recording-format.ts'
import { judgeRecording } from './judge-recording.ts'

const name = fc.constantFrom(
  'secrets',
  'deletedsecrets',
  'keys',
  'n',
  '',
  '%',
  '%2F',
  'versions',
  'backup',
  'restore',
  'N',
)
const host = fc.constantFrom(
  'https://x.vault.azure.net',
  'https://x.vault.azure.net:443',
  'http://REDACTED',
  'https://fakevault.local',
  'https://localhost:8443',
  'https://login.microsoftonline.com',
  'https://management.azure.com',
  'https://[::1]:1',
  '',
  'nonsense',
)
const query = fc.constantFrom(
  '',
  '?api-version=7.6',
  '?api-version=2015-02-01-preview',
  '?api-version=7.4-preview.1&$skiptoken=Sanitized',
  '?<any>',
  '?api%2Dversion=7.1&maxresults=x',
  '?%',
)
const url = fc
  .tuple(host, fc.array(name, { maxLength: 4 }), query)
  .map(([start, path, end]) => `${start}/${path.join('/')}${end}`)

const header = fc.tuple(
  fc.constantFrom(
    'Date',
    'www-authenticate',
    'x-ms-request-id',
    'Content-Type',
    'content-length',
    'x-ms-keyvault-region',
    'Authorization',
    'accept',
    'Location',
  ),
  fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Sanitized',
      '',
      'Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net"',
    ),
  ),
)
const headers = fc.oneof(fc.constant(null), fc.array(header, { maxLength: 6 }))

/** Members of the service with values of any type under them. */
const member = fc.constantFrom(
  'id',
  'value',
  'nextLink',
  'attributes',
  'error',
  'innererror',
  'code',
  'message',
  'recoveryId',
  'deletedDate',
  'scheduledPurgeDate',
  'exp',
  'recoverableDays',
  'recoveryLevel',
  'tags',
  'kid',
  '__proto__',
)
const { body } = fc.letrec((tie) => ({
  body: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      '',
      '*',
      '{"error":{"code":1}}',
      '{',
      [],
      0,
      -1,
      1.5,
      'https://x.vault.azure.net/secrets/n',
      'OK',
    ),
    fc.array(tie('body'), { maxLength: 3 }),
    fc.dictionary(member, tie('body'), { maxKeys: 4 }),
  ),
}))

const exchange = fc.record(
  {
    method: fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'get', 'HEAD'),
    url,
    reqHeaders: headers,
    reqBody: body,
    status: fc.constantFrom(200, 204, 401, 403, 404, 409, 429, 503, 100, 0, null, '200', undefined),
    resHeaders: headers,
    resBody: body,
  },
  { requiredKeys: ['method', 'url', 'status'] },
)

test('whatever a recording holds, it is judged, or what cannot be read is told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(exchange, { maxLength: 8 }),
      fc.constantFrom(...recordingFormats, 'networkcallrecords-empty'),
      async (exchanges, format) => {
        const problems: EntryError[] = []
        const document = readJsonDocument({ format, exchanges }, (problem) => void problems.push(problem))
        const judged = await judgeRecording(document, { subjects: ['service', 'client'] })
        expect(judged.exchanges + problems.length).toBe(exchanges.length)
        expect(problems.every((problem) => problem instanceof EntryError)).toBe(true)
        expect(judged.unjudged).toEqual([])
      },
    ),
    { numRuns: 400 },
  )
})
