import { expect, test } from 'vitest'
import { bytesOf, jsonBytes } from '../../wire/body.ts'
import { type Exchange, noBody, nothingUnknown } from '../../wire/exchange.ts'
import { createRedactor } from './redactor.ts'
import { watchSecrets } from './watch-secrets.ts'

const token = `${Buffer.from('{"typ":"JWT","alg":"RS256"}').toString('base64url')}.${Buffer.from('{"aud":"https://vault.azure.net"}').toString('base64url')}.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw`
const backup = Buffer.from(`)AzureKeyVaultSecretBackupV1.microsoft.com${'x'.repeat(200)}`).toString(
  'base64url',
)
const vault = 'https://vault-1.vault.azure.net'
const signIn = 'https://login.microsoftonline.com/00000000-0000-4000-8000-000000000001/oauth2/v2.0/token'

interface Planted {
  readonly method?: string
  readonly url?: string
  readonly sent?: Exchange['request']['headers']
  readonly body?: Uint8Array
  readonly answer?: unknown
}

function planted({
  method = 'GET',
  url = `${vault}/secrets/secret-5000?api-version=7.6`,
  ...rest
}: Planted): Exchange {
  return {
    index: 7,
    request: { method, url, headers: rest.sent ?? [], body: rest.body ?? noBody },
    answer: {
      status: 200,
      headers: [['Content-Type', 'application/json; charset=utf-8']],
      body: rest.answer === undefined ? noBody : jsonBytes(rest.answer),
    },
    sentAt: 1,
    answeredAt: 2,
    unknown: nothingUnknown,
  }
}

const form = new URLSearchParams({ grant_type: 'client_credentials', client_secret: 'hunter2-hunter2' })
const secrets: readonly (readonly [what: string, kind: string, exchange: Exchange])[] = [
  ['a value that was set', 'value', planted({ method: 'PUT', body: jsonBytes({ value: 'hunter2' }) })],
  ['a value that was read', 'value', planted({ answer: { value: 'hunter2', id: vault } })],
  [
    'a backup that was made',
    'backup',
    planted({
      method: 'POST',
      url: `${vault}/secrets/secret-5000/backup?api-version=7.6`,
      answer: { value: backup },
    }),
  ],
  [
    'a backup that was restored',
    'backup',
    planted({
      method: 'POST',
      url: `${vault}/secrets/restore?api-version=7.6`,
      body: jsonBytes({ value: backup }),
    }),
  ],
  ['a token', 'token', planted({ sent: [['Authorization', `Bearer ${token}`]] })],
  ['a token that is no JWT', 'token', planted({ sent: [['Authorization', 'Bearer opaque-and-secret']] })],
  [
    'a token that was given',
    'token',
    planted({ method: 'POST', url: signIn, answer: { access_token: token } }),
  ],
  [
    'a client secret',
    'credential',
    planted({
      method: 'POST',
      url: signIn,
      sent: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: bytesOf(form.toString()),
    }),
  ],
  ['a token where nobody looks for one', 'token', planted({ sent: [['x-debug', `was ${token}`]] })],
]

test.each(secrets)('%s is found in a recording that says it was redacted', (_, kind, exchange) => {
  expect(watchSecrets({ isRedacted: true }).see(exchange)).toEqual([
    expect.objectContaining({ exchange: 7, kind }),
  ])
})

test.each(secrets)('%s: once it is redacted nothing is found', (_, __, exchange) => {
  expect(watchSecrets({ isRedacted: true }).see(createRedactor().redact(exchange))).toEqual([])
})

test('of other recorders’ files only tokens can be told from what stands in for them', () => {
  const watch = watchSecrets({ isRedacted: false })
  const found = secrets.filter(([, , exchange]) => watch.see(exchange).length > 0).map(([what]) => what)
  expect(found).toEqual(['a token', 'a token that was given', 'a token where nobody looks for one'])
})
