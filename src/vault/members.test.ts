import { expect, test } from 'vitest'
import { createTestVault, send, testTime } from './test-support.ts'

const full = {
  value: 'v',
  contentType: 'text/plain',
  tags: { a: 'b' },
  attributes: { enabled: true, nbf: 1, exp: 32_503_680_000 },
}

/** Members in the order of the wire; `attributes` with its own. */
function shape(json: Record<string, unknown>): string {
  const members = Object.keys(json).map((name) =>
    name === 'attributes' ? `attributes(${Object.keys(json['attributes'] as object).join(' ')})` : name,
  )
  return members.join(' ')
}

test('members and their order, for a secret with everything set', async () => {
  const vault = createTestVault()
  const set = await send(vault, 'PUT /secrets/s', { body: full })
  const item = async (list: string): Promise<Record<string, unknown>> =>
    ((await send(vault, list)).json['value'] as Record<string, unknown>[])[0] ?? {}
  const shapes = {
    set: shape(set.json),
    get: shape((await send(vault, 'GET /secrets/s/')).json),
    update: shape((await send(vault, 'PATCH /secrets/s/', { body: {} })).json),
    list: shape(await item('GET /secrets')),
    versions: shape(await item('GET /secrets/s/versions')),
    backup: shape((await send(vault, 'POST /secrets/s/backup')).json),
    delete: shape((await send(vault, 'DELETE /secrets/s')).json),
    getDeleted: shape((await send(vault, 'GET /deletedsecrets/s')).json),
    listDeleted: shape(await item('GET /deletedsecrets')),
    recover: shape((await send(vault, 'POST /deletedsecrets/s/recover')).json),
  }
  expect(shapes).toMatchInlineSnapshot(`
    {
      "backup": "value",
      "delete": "recoveryId deletedDate scheduledPurgeDate contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "get": "value contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "getDeleted": "recoveryId deletedDate scheduledPurgeDate contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "list": "contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "listDeleted": "recoveryId deletedDate scheduledPurgeDate contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "recover": "contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "set": "value contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "update": "contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
      "versions": "contentType id attributes(enabled nbf exp created updated recoveryLevel recoverableDays) tags",
    }
  `)
})

test('what was never set is absent; empty tags come back, a null contentType does not', async () => {
  const vault = createTestVault()
  const plain = await send(vault, 'PUT /secrets/a', { body: { value: 'v' } })
  const empty = await send(vault, 'PUT /secrets/b', { body: { value: 'v', tags: {}, contentType: null } })
  expect(shape(plain.json)).toBe('value id attributes(enabled created updated recoveryLevel recoverableDays)')
  expect(empty.json['tags']).toEqual({})
  expect(empty.json).not.toHaveProperty('contentType')
})

test('an update merges: one attribute leaves the others, empty tags clear, the value cannot be changed', async () => {
  const vault = createTestVault()
  await send(vault, 'PUT /secrets/s', { body: full })
  vault.clock.advance(5)
  const later = await send(vault, 'PATCH /secrets/s', { body: { value: 'w', attributes: { exp: 9 } } })
  expect(later.json).toMatchObject({
    contentType: 'text/plain',
    tags: { a: 'b' },
    attributes: { enabled: true, nbf: 1, exp: 9, created: testTime, updated: testTime + 5 },
  })
  const cleared = await send(vault, 'PATCH /secrets/s', { body: { tags: {}, contentType: '' } })
  expect(cleared.json).toMatchObject({ contentType: '', tags: {} })
  expect((await send(vault, 'GET /secrets/s')).json['value']).toBe('v')
})

test('an update names a version, and leaves the newest alone', async () => {
  const vault = createTestVault()
  const first = await send(vault, 'PUT /secrets/s', { body: { value: 'one' } })
  await send(vault, 'PUT /secrets/s', { body: { value: 'two' } })
  const path = new URL(String(first.json['id'])).pathname
  await send(vault, `PATCH ${path}`, { body: { attributes: { enabled: false } } })
  expect((await send(vault, `GET ${path}`)).status).toBe(403)
  expect((await send(vault, 'GET /secrets/s')).json['value']).toBe('two')
})

test('times outside the window of a secret do not matter', async () => {
  const vault = createTestVault({
    secrets: { s: { notBefore: testTime + 1000, expiresOn: testTime - 1000 } },
  })
  expect((await send(vault, 'GET /secrets/s')).status).toBe(200)
})

test('a certificate-backed secret has managed and kid, and previousVersion where the api-version knows it', async () => {
  const vault = createTestVault({ secrets: { c: { managed: true, versions: 2 } } })
  const now = await send(vault, 'GET /secrets/c')
  expect(shape(now.json)).toBe(
    'value contentType id managed attributes(enabled created updated recoveryLevel recoverableDays) kid previousVersion',
  )
  expect(now.json['kid']).toBe(String(now.json['id']).replace('/secrets/', '/keys/'))
  const first = await send(vault, `GET /secrets/c/${now.json['previousVersion']}`)
  expect(first.json).not.toHaveProperty('previousVersion')
  expect((await send(vault, 'GET /secrets/c', { apiVersion: '7.6' })).json).not.toHaveProperty(
    'previousVersion',
  )
})

test('an ordinary secret has no previousVersion, however many versions it has', async () => {
  const vault = createTestVault({ secrets: { s: { versions: 3 } } })
  expect((await send(vault, 'GET /secrets/s')).json).not.toHaveProperty('previousVersion')
})

test('a PFX is given out as PEM from 2025-06-01-preview on; before, the parameter means nothing', async () => {
  const pem = '-----BEGIN CERTIFICATE-----'
  const vault = createTestVault({ secrets: { c: { managed: true, value: 'pfx', valueAsPem: pem } } })
  const asked = 'GET /secrets/c?outContentType=application/x-pem-file'
  expect((await send(vault, asked)).json).toMatchObject({ value: pem, contentType: 'application/x-pem-file' })
  expect((await send(vault, asked, { apiVersion: '7.6' })).json).toMatchObject({ value: 'pfx' })
})

test.each([
  ['2016-10-01', undefined],
  ['7.0', undefined],
  ['7.1', 7],
  ['7.6', 7],
  ['2026-07-01-preview', 7],
])('recoverableDays under %s: %s, on one and the same vault', async (apiVersion, days) => {
  const vault = createTestVault({ secrets: { s: {} }, retentionDays: 7 })
  const { json } = await send(vault, 'GET /secrets/s', { apiVersion })
  const attributes = json['attributes'] as Record<string, unknown>
  expect(attributes['recoverableDays']).toBe(days)
  expect(attributes['recoveryLevel']).toBe('CustomizedRecoverable+Purgeable')
})

test.each([
  [{}, 'Recoverable+Purgeable', 90],
  [{ retentionDays: 89 }, 'CustomizedRecoverable+Purgeable', 89],
  [{ purgeProtection: true }, 'Recoverable', 90],
  [{ retentionDays: 7, purgeProtection: true }, 'CustomizedRecoverable', 7],
  [{ softDelete: false }, 'Purgeable', 0],
])('recovery level of %j: %s, %i days', async (behaviour, level, days) => {
  const vault = createTestVault({ secrets: { s: {} }, ...behaviour })
  expect((await send(vault, 'GET /secrets/s')).json['attributes']).toMatchObject({
    recoveryLevel: level,
    recoverableDays: days,
  })
})

test('without soft-delete a delete answers id and attributes only, and the secret is gone', async () => {
  const vault = createTestVault({ secrets: { s: {} }, softDelete: false })
  const deleted = await send(vault, 'DELETE /secrets/s')
  expect(shape(deleted.json)).toBe('id attributes(enabled created updated recoveryLevel recoverableDays)')
  expect((await send(vault, 'PUT /secrets/s', { body: { value: 'w' } })).status).toBe(200)
})
