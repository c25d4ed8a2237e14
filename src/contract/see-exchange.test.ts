import { describe, expect, test } from 'vitest'
import { bytesOf } from '../wire/body.ts'
import { type Exchange, noBody, type UnknownPart } from '../wire/exchange.ts'
import { seeExchange } from './see-exchange.ts'

const vaultUrl = 'https://contoso.vault.azure.net/secrets/n/?api-version=7.6'

describe('seeExchange', () => {
  test.each([
    [vaultUrl, 'vault'],
    ['https://CONTOSO.VAULT.AZURE.CN:443/keys', 'vault'],
    ['https://login.microsoftonline.com/t/oauth2/v2.0/token', 'entra'],
    ['https://LOGIN.windows.net/t', 'entra'],
    ['https://login.chinacloudapi.cn/t', 'entra'],
    ['http://169.254.169.254/metadata/identity/oauth2/token?resource=x', 'identity'],
    ['http://127.0.0.1:41741/MSI/token/?resource=x', 'identity'],
    ['http://127.0.0.1:41741/MSI/token?resource=x', 'identity'],
    ['http://localhost:40342/metadata/identity/oauth2/token', 'identity'],
    ['https://example.com/secrets/n', 'other'],
    ['/secrets/n', 'other'],
  ])('%s is for %s', (url, role) => {
    expect(seeExchange(exchange({ url })).role).toBe(role)
  })

  test('only requests to a vault have an operation, and hosts can be declared vaults', () => {
    expect(seeExchange(exchange({ url: vaultUrl })).match?.operation).toBe('GetSecret')
    const local = exchange({ url: 'https://localhost:8443/secrets/n?api-version=7.6' })
    expect(seeExchange(local).match).toBeUndefined()
    expect(seeExchange(local, { vaultHosts: ['localhost'] }).match?.operation).toBe('GetSecret')
  })

  test('authorized: with, without, unknown', () => {
    const authorization = [['AUTHORIZATION', 'Bearer t']] as const
    expect(seeExchange(exchange({ headers: authorization, unknown: ['request.headers'] })).authorized).toBe(
      true,
    )
    expect(seeExchange(exchange({})).authorized).toBe(false)
    expect(seeExchange(exchange({ unknown: ['request.authorization'] })).authorized).toBeUndefined()
    expect(seeExchange(exchange({ unknown: ['request.headers'] })).authorized).toBeUndefined()
  })

  test('bodies are parsed once, and unknown ones are undefined', () => {
    const seen = seeExchange(exchange({ requestBody: '{"value":"v"}', responseBody: '{"a":1}' }))
    expect(seen.requestJson()).toEqual({ value: 'v' })
    expect(seen.responseJson()).toBe(seen.responseJson())
    const unknown = seeExchange(
      exchange({ requestBody: '{}', responseBody: '{}', unknown: ['request.body', 'response.body'] }),
    )
    expect([unknown.requestJson(), unknown.responseJson()]).toEqual([undefined, undefined])
    expect(seeExchange(exchange({ responseBody: '<html>' })).responseJson()).toBeUndefined()
  })

  test('a closed connection has no response', () => {
    const seen = seeExchange({ ...exchange({}), answer: { closed: true } })
    expect(seen.response).toBeUndefined()
    expect(seen.responseJson()).toBeUndefined()
  })
})

interface Parts {
  readonly url?: string
  readonly headers?: Exchange['request']['headers']
  readonly requestBody?: string
  readonly responseBody?: string
  readonly unknown?: readonly UnknownPart[]
}

function exchange({
  url = vaultUrl,
  headers = [],
  requestBody,
  responseBody,
  unknown = [],
}: Parts): Exchange {
  return {
    index: 0,
    request: { method: 'GET', url, headers, body: requestBody === undefined ? noBody : bytesOf(requestBody) },
    answer: { status: 200, headers: [], body: responseBody === undefined ? noBody : bytesOf(responseBody) },
    sentAt: 0,
    answeredAt: 0,
    unknown: new Set(unknown),
  }
}
