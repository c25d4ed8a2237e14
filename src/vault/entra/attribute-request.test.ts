import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from '../../wire/body.ts'
import type { HeaderList } from '../../wire/exchange.ts'
import { attributeRequest } from './attribute-request.ts'

function attribute(method: string, url: string, body = '', headers: HeaderList = []) {
  return attributeRequest({ method, url, headers, body: bytesOf(body) })
}

test('a token request is its tenant’s and its client’s', () => {
  expect(
    attribute('POST', 'https://Login.MicrosoftOnline.com/Tenant/oauth2/v2.0/token', 'scope=a&client_id=ABC'),
  ).toEqual({ service: 'entra', tenantId: 'tenant', clientId: 'abc' })
})

test('basic authentication names the client too', () => {
  const basic: HeaderList = [['authorization', `Basic ${Buffer.from('a%20b:c').toString('base64')}`]]

  expect(attribute('POST', 'https://login.windows.net/t/oauth2/token', '', basic)).toMatchObject({
    clientId: 'a b',
  })
})

test('a metadata document is its tenant’s alone', () => {
  expect(
    attribute('GET', 'https://login.microsoftonline.us/t/v2.0/.well-known/openid-configuration'),
  ).toEqual({
    service: 'entra',
    tenantId: 't',
  })
})

test('a managed identity is named in the query, or is the machine’s own', () => {
  const url = 'http://169.254.169.254/metadata/identity/oauth2/token'

  expect(attribute('GET', `${url}?client_id=A`)).toEqual({ service: 'identity', clientId: 'a' })
  expect(attribute('GET', url)).toEqual({ service: 'identity' })
})

test('anything else is neither', () => {
  expect(attribute('GET', 'https://contoso.vault.azure.net/secrets')).toBeUndefined()
  expect(attribute('GET', 'https://login.microsoftonline.com.example.com/t/oauth2/token')).toBeUndefined()
})

test('no request makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (path, body, header) => {
      attribute('POST', `https://login.microsoftonline.com/${path}`, body, [
        ['Authorization', `Basic ${header}`],
      ])
    }),
  )
})
