import { expect, test } from 'vitest'
import { createTestVault, send, testTenant, testTime } from './test-support.ts'

test('a probe without a token gets the challenge of the live service, and nothing is stored', async () => {
  const vault = createTestVault()
  const refused = await send(vault, 'PUT /secrets/a', { token: null })
  expect(refused.status).toBe(401)
  expect(refused.text).toBe(
    '{"error":{"code":"Unauthorized","message":"AKV10000: Request is missing a Bearer, PoP, or MTLS_POP token."}}',
  )
  expect(refused.headers['www-authenticate']).toBe(
    `Bearer authorization="https://login.microsoftonline.com/${testTenant}", resource="https://vault.azure.net"`,
  )
  expect(vault.secretNames()).toEqual([])
})

test('set, get, list, delete: the life of a secret', async () => {
  const vault = createTestVault({ retentionDays: 7 })
  const set = await send(vault, 'PUT /secrets/Db-Password', { body: { value: 'v' } })
  const version = String(set.json['id']).split('/').at(-1) ?? ''
  expect(version).toMatch(/^[0-9a-f]{32}$/)
  const attributes = `{"enabled":true,"created":${testTime},"updated":${testTime},"recoveryLevel":"CustomizedRecoverable+Purgeable","recoverableDays":7}`
  expect(set.text).toBe(
    `{"value":"v","id":"https://contoso.vault.azure.net/secrets/Db-Password/${version}","attributes":${attributes}}`,
  )
  expect((await send(vault, 'GET /secrets/db-password/')).text).toBe(set.text)
  expect((await send(vault, `GET /secrets/DB-PASSWORD/${version.toUpperCase()}`)).text).toBe(set.text)
  expect((await send(vault, 'GET /secrets')).text).toBe(
    `{"value":[{"id":"https://contoso.vault.azure.net/secrets/Db-Password","attributes":${attributes}}],"nextLink":null}`,
  )
  expect((await send(vault, 'DELETE /secrets/Db-Password')).text).toBe(
    `{"recoveryId":"https://contoso.vault.azure.net/deletedsecrets/Db-Password","deletedDate":${testTime},"scheduledPurgeDate":${testTime + 7 * 86_400},"id":"https://contoso.vault.azure.net/secrets/Db-Password/${version}","attributes":${attributes}}`,
  )
  expect((await send(vault, 'GET /secrets/Db-Password')).status).toBe(404)
  expect((await send(vault, 'GET /deletedsecrets/Db-Password')).status).toBe(200)
  expect(vault.deletedSecretNames()).toEqual(['Db-Password'])
  const purged = await send(vault, 'DELETE /deletedsecrets/Db-Password')
  expect([purged.status, purged.text]).toEqual([204, ''])
})
