import { describe, expect, test } from 'vitest'
import headers from '../../../schemas/headers.json' with { type: 'json' }
import { bytesOf, jsonBytes, jsonOf, textOf } from '../../wire/body.ts'
import { type Exchange, type HeaderList, isResponse, nothingUnknown } from '../../wire/exchange.ts'
import { parseKeepRules } from './keep-rules.ts'
import { createRedactor, type RedactedExchange, redactTrace } from './redactor.ts'

interface Sketch {
  readonly method?: string
  readonly url?: string
  readonly send?: unknown
  readonly sent?: HeaderList
  readonly status?: number
  readonly answer?: unknown
  readonly got?: HeaderList
}

const host = 'https://contoso.vault.azure.net'
const version = '0123456789abcdef0123456789abcdef'
const attributes = { enabled: true, created: 1, updated: 1 }
const body = (value: unknown): Uint8Array =>
  value === undefined ? new Uint8Array(0) : typeof value === 'string' ? bytesOf(value) : jsonBytes(value)

function exchange({
  method = 'GET',
  url = `${host}/secrets/db?api-version=7.6`,
  ...parts
}: Sketch): Exchange {
  return {
    index: 0,
    request: { method, url, headers: parts.sent ?? [], body: body(parts.send) },
    answer: { status: parts.status ?? 200, headers: parts.got ?? [], body: body(parts.answer) },
    sentAt: 1,
    answeredAt: 2,
    unknown: nothingUnknown,
  }
}

const redact = (...sketches: Sketch[]): RedactedExchange[] =>
  redactTrace(sketches.map(exchange), createRedactor())
const answered = (one: RedactedExchange | undefined): unknown =>
  one && isResponse(one.answer) ? jsonOf(one.answer.body) : undefined
const headersGot = (one: RedactedExchange | undefined): HeaderList =>
  one && isResponse(one.answer) ? one.answer.headers : []
const message = (text: string, ...before: Sketch[]): unknown => {
  const all = redact(...before, { status: 403, answer: { error: { code: 'Forbidden', message: text } } })
  return (answered(all.at(-1)) as { error: { message: string } }).error.message
}

test('one real value has one placeholder, wherever it stands', () => {
  const id = `${host}/secrets/db/${version}`
  const [set, gone] = redact(
    {
      method: 'PUT',
      send: { value: 'hunter-2' },
      sent: [['Host', 'contoso.vault.azure.net']],
      answer: { value: 'hunter-2', id, attributes },
    },
    {
      url: `${host}/secrets/DB/${version}?api-version=7.6`,
      status: 404,
      answer: {
        error: {
          code: 'SecretNotFound',
          message: `A secret with (name/id) db/${version} was not found in this key vault. If hunter-2`,
        },
      },
    },
  )
  const placeholder = '00000000800000000000000000000000'
  expect(set?.request.headers).toEqual([['Host', 'vault-1.vault.azure.net']])
  expect(answered(set)).toEqual({
    value: 'redacted-value-1',
    id: `https://vault-1.vault.azure.net/secrets/secret-5000/${placeholder}`,
    attributes,
  })
  expect(gone?.request.url).toBe(
    `https://vault-1.vault.azure.net/secrets/SECRET-5000/${placeholder}?api-version=7.6`,
  )
  expect(answered(gone)).toEqual({
    error: {
      code: 'SecretNotFound',
      message: `A secret with (name/id) secret-5000/${placeholder} was not found in this key vault. If redacted-value-1`,
    },
  })
})

test('inside a continuation token the next name is replaced, in capitals, and every length is right', () => {
  const marker = '000024!secret/LIVEKVTESTSECRET1!000028!9999-12-31T23:59:59.9999999Z!'
  const inner = Buffer.from(marker).toString('base64').replaceAll('=', '-')
  const token = Buffer.from(
    JSON.stringify({ NextMarker: `2!${inner.length}!${inner}`, TargetLocation: 0 }),
  ).toString('base64url')
  const nextLink = `${host}:443/secrets?api-version=7.6&$skiptoken=${token}&maxresults=2`
  const [page, next] = redact(
    {
      url: `${host}/secrets?api-version=7.6`,
      answer: { value: [{ id: `${host}/secrets/livekvtestsecret1`, attributes }], nextLink },
    },
    { url: nextLink },
  )
  const link = (answered(page) as { nextLink: string }).nextLink
  expect(next?.request.url).toBe(link)
  const [, redacted = '', rest] = /\$skiptoken=([^&]*)(.*)/.exec(link) ?? []
  expect(rest).toBe('&maxresults=2')
  const [, length, encoded = ''] = JSON.parse(Buffer.from(redacted, 'base64url').toString()).NextMarker.split(
    '!',
  )
  expect(Number(length)).toBe(encoded.length)
  expect(Buffer.from(encoded.replaceAll('-', '='), 'base64').toString()).toBe(
    '000018!secret/SECRET-5000!000028!9999-12-31T23:59:59.9999999Z!',
  )
})

describe('placeholders keep the form', () => {
  const secretOf = (value: unknown): unknown =>
    (answered(redact({ answer: { value, id: host, attributes } })[0]) as { value: unknown }).value

  test.each([
    ['empty', '', ''],
    ['base64', Buffer.alloc(24, 7).toString('base64'), Buffer.from('redacted-value-1').toString('base64')],
    [
      'PEM',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      '-----BEGIN CERTIFICATE-----\ncmVkYWN0ZWQtdmFsdWUtMQ==\n-----END CERTIFICATE-----\n',
    ],
    ['a number', 42, 0],
    ['text', 'a b', 'redacted-value-1'],
  ])('of a value: %s', (_, value, wanted) => {
    expect(secretOf(value)).toBe(wanted)
  })

  test('of a backup: its prefix; of a JWT: three parts', () => {
    const blob = Buffer.from(')AzureKeyVaultSecretBackupV1.microsoft.comeyJhbGciOi.x').toString('base64url')
    const [backup] = redact({
      method: 'POST',
      url: `${host}/secrets/db/backup?api-version=7.6`,
      sent: [['Authorization', 'Bearer eyJhbGci.eyJhdWQi.c2ln']],
      answer: { value: blob },
    })
    const { value } = answered(backup) as { value: string }
    expect(Buffer.from(value, 'base64url').toString()).toBe(
      ')AzureKeyVaultSecretBackupV1.microsoft.comredacted-backup-1',
    )
    const parts = backup?.request.headers[0]?.[1].replace('Bearer ', '').split('.') ?? []
    expect(parts.map((part) => Buffer.from(part, 'base64url').toString())).toEqual([
      '{"alg":"none"}',
      'redacted-token-1',
      'none',
    ])
  })

  test('Content-Length is that of what is there now', () => {
    const [set] = redact({
      method: 'PUT',
      send: { value: 'x'.repeat(99) },
      sent: [['Content-Length', '111']],
    })
    expect(set?.request.headers).toEqual([['Content-Length', String(set?.request.body.length)]])
  })
})

test.each([
  [
    'pipeline/1.24.0 Node/20.20.2 (Linux 6.18.44-fc-v669; x64)',
    'pipeline/1.24.0 Node/20.20.2 (Linux 6.18; x64)',
  ],
  ['Python/3.11.2 (Linux-6.1.0-18-amd64-x86_64-with-glibc2.36)', 'Python/3.11.2 (Linux-6.1)'],
  ['azsdk-java/4.9.0 (17.0.2; Linux; 5.15.0-91-generic)', 'azsdk-java/4.9.0 (17.0; Linux; 5.15)'],
  ['azsdk-go/v1.3.0 (go1.22.5; linux)', 'azsdk-go/v1.3.0 (go1.22; linux)'],
  ['app/9e17ab34cd56 RABl/AGYA0b3Zk9x1 154166972449178', 'app/redacted RABl/redacted redacted'],
  ['app/11111111-2222-4333-8444-5555555555ab', 'app/00000000-0000-4000-8000-000000000001'],
  ['app/KHEBdk{>aOx9 ("{\\"n\\":\\"vtii\\"}")', 'redacted (redacted)'],
  ['"Not.A/Brand";v="8", "Chromium";v="114"', '"Not.A/Brand";v="8", "Chromium";v="114"'],
])('a user agent keeps its products; of the machine, the kind: %s', (agent, kept) => {
  const [once] = redact({ sent: [['User-Agent', agent]] })
  expect(once?.request.headers).toEqual([['User-Agent', kept]])
})

describe('messages', () => {
  test('a policy names caller, tenant, vault', () => {
    expect(
      message(
        "The user, group or application 'appid=6f2b5ae1-1f1c-4b6f-9c3e-0a0000000001;oid=6f2b5ae1-1f1c-4b6f-9c3e-0a0000000002;iss=https://sts.windows.net/6f2b5ae1-1f1c-4b6f-9c3e-0a0000000003/' does not have secrets get permission on key vault 'contoso;location=westus2'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287",
      ),
    ).toMatchInlineSnapshot(
      `"The user, group or application 'appid=00000000-0000-4000-8000-000000000001;oid=00000000-0000-4000-8000-000000000002;iss=https://sts.windows.net/00000000-0000-4000-8000-000000000003/' does not have secrets get permission on key vault 'vault-1;location=westus2'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287"`,
    )
  })
  test('addresses and what nobody knows are replaced, what the service says stays', () => {
    expect(
      message(
        'Client address is not authorized and caller is not a trusted service.\r\nClient address: 20.1.2.3\r\nCaller: appid=alice@contoso.com',
      ),
    ).toMatchInlineSnapshot(`
      "Client address is not authorized and caller is not a trusted service.
      Client address: 192.0.2.1
      Caller: appid=redacted@vault-1.com"
    `)
  })
})

test('a sanitised host and the real one beside it are one vault', () => {
  const [one] = redact({
    url: 'https://Sanitized.vault.azure.net/secrets/n?api-version=7.6',
    answer: { value: 'v', id: `https://real-vault.vault.azure.net/secrets/n/${version}`, attributes },
  })
  expect(one?.request.url).toContain('https://vault-1.vault.azure.net/')
  expect((answered(one) as { id: string }).id).toContain('https://vault-1.vault.azure.net/')
})

test('a token request keeps what playback needs and no credential', () => {
  const [token] = redact({
    method: 'POST',
    url: 'https://login.microsoftonline.com/6f2b5ae1-1f1c-4b6f-9c3e-0a0000000003/oauth2/v2.0/token',
    send: 'grant_type=client_credentials&client_id=6f2b5ae1-1f1c-4b6f-9c3e-0a0000000001&client_secret=S3cr%2B&scope=https%3A%2F%2Fvault.azure.net%2F.default&user=alice',
    answer: { token_type: 'Bearer', expires_in: 3599, access_token: 'abc', surprise: 1 },
  })
  expect(token?.request.url).toBe(
    'https://login.microsoftonline.com/00000000-0000-4000-8000-000000000001/oauth2/v2.0/token',
  )
  expect(Object.fromEntries(new URLSearchParams(textOf(token?.request.body ?? new Uint8Array(0))))).toEqual({
    grant_type: 'client_credentials',
    client_id: '00000000-0000-4000-8000-000000000002',
    client_secret: 'redacted-credential-1',
    scope: 'https://vault.azure.net/.default',
  })
  expect(answered(token)).toEqual({
    token_type: 'Bearer',
    expires_in: 3599,
    access_token: 'redacted-token-1',
  })
  expect(token?.refused).toEqual([
    { part: 'request.body', name: '/user' },
    { part: 'response.body', name: '/surprise' },
  ])
})

test('what the contract does not know is left out and listed; a rule decides otherwise', () => {
  const sketch = {
    url: `${host}/secrets/n?api-version=7.6&sig=1`,
    got: [['x-new', 'a']] as HeaderList,
    answer: { value: 'v', id: host, attributes, extra: 'kept?' },
  }
  const [without] = redact(sketch)
  expect(without?.request.url).toBe('https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6')
  expect(without?.refused.map(({ part, name }) => `${part} ${name}`)).toEqual([
    'request.query sig',
    'response.body /extra',
    'response.header x-new',
  ])
  const redactor = createRedactor({ keep: parseKeepRules(['x-new=public', 'extra=secret']) })
  const [kept] = redactTrace([exchange(sketch)], redactor)
  expect(headersGot(kept)).toEqual([['x-new', 'a']])
  expect(answered(kept)).toMatchObject({ extra: 'redacted-value-2' })
  expect(redactor.report()).toMatchObject({
    counts: { value: 2 },
    refused: [{ part: 'request.query', name: 'sig', count: 1 }],
  })
})

test('a body of another API is left out and unknown, never absent', () => {
  const [keys] = redact({
    method: 'POST',
    url: `${host}/keys/k/create?api-version=7.6`,
    send: { kty: 'RSA' },
    answer: { key: {} },
  })
  expect([...(keys?.unknown ?? [])]).toEqual(['request.body', 'response.body'])
})

test('every header is known once, with a mark and a form', () => {
  expect(new Set(headers.headers.map(({ name }) => name)).size).toBe(headers.headers.length)
  const marks = ['secret', 'identifier', 'opaque', 'volatile', 'public']
  for (const header of headers.headers) {
    expect(marks).toContain(header['x-sensitivity'])
    expect(header.name).toBe(header.name.toLowerCase())
    expect(header.form === 'pattern').toBe('pattern' in header)
  }
})
