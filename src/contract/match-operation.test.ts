import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isVaultHost, matchOperation } from './match-operation.ts'
import { matchPath } from './match-path.ts'

const vault = 'https://contoso.vault.azure.net'

describe('matchOperation', () => {
  test.each([
    ['PUT', '/secrets/n', 'SetSecret'],
    ['DELETE', '/secrets/n', 'DeleteSecret'],
    ['PATCH', '/secrets/n', 'UpdateSecret'],
    ['PATCH', '/secrets/n/', 'UpdateSecret'],
    ['PATCH', '/secrets/n/v1', 'UpdateSecret'],
    ['GET', '/secrets/n', 'GetSecret'],
    ['GET', '/secrets/n/', 'GetSecret'],
    ['GET', '/secrets/n/v1', 'GetSecret'],
    ['GET', '/secrets', 'GetSecrets'],
    ['GET', '/secrets/', 'GetSecrets'],
    ['GET', '/secrets/n/versions', 'GetSecretVersions'],
    ['GET', '/deletedsecrets', 'GetDeletedSecrets'],
    ['GET', '/deletedsecrets/', 'GetDeletedSecrets'],
    ['GET', '/deletedsecrets/n', 'GetDeletedSecret'],
    ['DELETE', '/deletedsecrets/n', 'PurgeDeletedSecret'],
    ['POST', '/deletedsecrets/n/recover', 'RecoverDeletedSecret'],
    ['POST', '/secrets/n/backup', 'BackupSecret'],
    ['POST', '/secrets/restore', 'RestoreSecret'],
    ['POST', '/secrets//restore', 'RestoreSecret'],
    ['GET', '/secrets/restore', 'GetSecret'],
    ['PUT', '/secrets/restore', 'SetSecret'],
    ['POST', '/secrets/restore/backup', 'BackupSecret'],
    ['GET', '/secrets/n/backup', 'GetSecret'],
  ])('%s %s is %s', (method, path, operation) => {
    expect(matchOperation(method, `${vault}${path}?api-version=7.6`)?.operation).toBe(operation)
  })

  test.each([
    ['PUT', '/secrets/'],
    ['PUT', '/secrets//'],
    ['GET', '/secrets//v1'],
    ['POST', '/secrets//restore/x'],
    ['GET', '/secrets/n/v1/more'],
    ['POST', '/secrets/n'],
    ['put', '/secrets/n'],
    ['GET', '/keys/n'],
    ['GET', '/secretsx'],
    ['GET', '/Secrets/n'],
    ['GET', '/tenant/secrets/n'],
    ['GET', '/'],
    ['GET', ''],
    ['DELETE', '/deletedsecrets'],
    ['POST', '/deletedsecrets/n/restore'],
  ])('%s %s is none', (method, path) => {
    expect(matchOperation(method, `${vault}${path}`)).toBeUndefined()
  })

  test('a path without its host is none', () => {
    expect(matchOperation('GET', '/secrets/n?api-version=7.6')).toBeUndefined()
  })

  test('name, version, host and decoded query come with it', () => {
    const url =
      'HTTPS://Contoso.Vault.Azure.Net:443//secrets/My%2Dname/ABC?maxresults=5&api%2Dversion=7.6&%24skiptoken=a%3D#x'
    expect(matchOperation('GET', url)).toEqual({
      operation: 'GetSecret',
      name: 'My-name',
      version: 'ABC',
      host: 'contoso.vault.azure.net',
      apiVersion: '7.6',
      query: [
        ['maxresults', '5'],
        ['api-version', '7.6'],
        ['$skiptoken', 'a='],
      ],
    })
  })

  test('the first api-version counts, an empty one is empty, none is undefined', () => {
    expect(matchOperation('GET', `${vault}/secrets?api-version=7.5&api-version=7.6`)?.apiVersion).toBe('7.5')
    expect(matchOperation('GET', `${vault}/secrets?api-version=`)?.apiVersion).toBe('')
    expect(matchOperation('GET', `${vault}/secrets`)?.apiVersion).toBeUndefined()
  })

  test('an IPv6 host and user info do not confuse it', () => {
    expect(matchOperation('GET', 'https://[::1]:8443/secrets/n')?.host).toBe('[::1]')
    expect(matchOperation('GET', 'https://user:pass@a.vault.azure.net/secrets/n')?.host).toBe(
      'a.vault.azure.net',
    )
  })

  test('whatever the name, encoded it is one segment and comes back as it was', () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1 })
    fc.assert(
      fc.property(segment, segment, (name, version) => {
        const url = `${vault}/secrets/${encodeURIComponent(name)}/${encodeURIComponent(version)}?api-version=7.6`
        expect(matchOperation('PATCH', url)).toMatchObject({
          operation: 'UpdateSecret',
          name,
          version,
          apiVersion: '7.6',
        })
      }),
    )
  })

  test('no text makes it throw, and what it matches has a known path', () => {
    const pieces = fc.constantFrom(
      'https:',
      '/',
      '//',
      'a.vault.azure.net',
      'secrets',
      'deletedsecrets',
      '?',
      '#',
      '%',
      '%2F',
      '@',
      ':',
      '[',
      'api-version=',
      'n',
    )
    const method = fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE')
    fc.assert(
      fc.property(
        method,
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (verb, url) => {
          if (matchOperation(verb, url)) expect(matchPath(url)).toBeDefined()
        },
      ),
    )
  })
})

describe('matchPath', () => {
  test('knows the path of a method that no operation has: the service says 405', () => {
    expect(matchPath(`${vault}/secrets/?api-version=7.6`)).toEqual({
      collection: 'secrets',
      segments: [],
      host: 'contoso.vault.azure.net',
      query: 'api-version=7.6',
    })
    expect(matchPath(`${vault}/secrets//`)?.segments).toEqual([])
    expect(matchPath(`${vault}/keys/n`)).toBeUndefined()
  })
})

describe('isVaultHost', () => {
  test.each([
    'a.vault.azure.net',
    'A.VAULT.AZURE.NET',
    'a.vault.azure.cn',
    'a.vault.usgovcloudapi.net',
    'a.vault.microsoftazure.de',
  ])('%s is one', (host) => expect(isVaultHost(host)).toBe(true))
  test.each([
    'vault.azure.net',
    '.vault.azure.net',
    'avault.azure.net',
    'a.vault.azure.net.evil.com',
    'login.microsoftonline.com',
    '',
  ])('%s is none', (host) => expect(isVaultHost(host)).toBe(false))
  test('hosts can be added', () => {
    expect(isVaultHost('Fakevault.local', ['fakevault.local'])).toBe(true)
    expect(isVaultHost('other.local', ['fakevault.local'])).toBe(false)
  })
})
