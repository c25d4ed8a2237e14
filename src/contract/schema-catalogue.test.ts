import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { operations } from './operation.ts'
import {
  allMembersOf,
  type BodyType,
  requestBodyOf,
  responseBodyOf,
  successStatusOf,
} from './schema-catalogue.ts'

type Schema = Readonly<Record<string, unknown>>
const folder = new URL('../../schemas/secrets/', import.meta.url)
const schemas = new Map(
  readdirSync(folder).map((file) => [
    file,
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Schema,
  ]),
)
const marks = ['secret', 'identifier', 'opaque', 'volatile', 'public']

describe('x-sensitivity', () => {
  test.each([...schemas])('%s marks every member', (_file, schema) => {
    expect(unmarked(schema)).toEqual([])
  })

  test('a member without a mark, or with an unknown one, would be told', () => {
    const properties = {
      a: { type: 'string' },
      b: { type: 'object', 'x-sensitivity': 'hidden' },
      c: { $ref: 'members.json#/$defs/id' },
    }
    expect(unmarked({ properties })).toEqual(['/properties/a', '/properties/b'])
    expect(unmarked({ additionalProperties: { type: 'string' } })).toEqual(['/additionalProperties'])
  })

  test('values and backups are secret, everywhere', () => {
    const secret = [...schemas.values()]
      .flatMap((schema) => (schema['title'] === 'Members' ? [] : allMembersOf(schema['title'] as BodyType)))
      .filter(({ sensitivity }) => sensitivity === 'secret')
    expect(secret.map(({ owner, pointer }) => owner + pointer)).toMatchInlineSnapshot(`
      [
        "BackupSecretResult/value",
        "SecretBundle/value",
        "SecretRestoreParameters/value",
        "SecretSetParameters/value",
      ]
    `)
  })
})

describe('the bodies of operations', () => {
  test('requests and successful answers', () => {
    const table = operations.map((operation) => {
      const status = successStatusOf(operation)
      return `${operation}(${requestBodyOf(operation) ?? ''}) ${status} ${responseBodyOf(operation, status)}`
    })
    expect(table).toMatchInlineSnapshot(`
      [
        "SetSecret(SecretSetParameters) 200 SecretBundle",
        "DeleteSecret() 200 DeleteSecretResult",
        "UpdateSecret(SecretUpdateParameters) 200 SecretMetadata",
        "GetSecret() 200 SecretBundle",
        "GetSecrets() 200 SecretListResult",
        "GetSecretVersions() 200 SecretListResult",
        "GetDeletedSecrets() 200 DeletedSecretListResult",
        "GetDeletedSecret() 200 DeletedSecretBundle",
        "PurgeDeletedSecret() 204 empty",
        "RecoverDeletedSecret() 200 SecretMetadata",
        "BackupSecret() 200 BackupSecretResult",
        "RestoreSecret(SecretRestoreParameters) 200 SecretMetadata",
      ]
    `)
  })

  test('every failure has the error body, and other statuses are not of the contract', () => {
    expect([400, 401, 404, 409, 429, 500, 503].map((status) => responseBodyOf('GetSecret', status))).toEqual(
      Array(7).fill('KeyVaultError'),
    )
    expect([201, 202, 302, 600].map((status) => responseBodyOf('SetSecret', status))).toEqual(
      Array(4).fill(undefined),
    )
    expect(responseBodyOf('PurgeDeletedSecret', 200)).toBeUndefined()
  })

  test('members are listed with pointers through objects, lists and free names', () => {
    expect(
      allMembersOf('SecretListResult').map(({ pointer, owner }) => `${pointer} (${owner})`),
    ).toMatchInlineSnapshot(`
      [
        "/value (SecretListResult)",
        "/value/*/contentType (SecretItem)",
        "/value/*/id (SecretItem)",
        "/value/*/managed (SecretItem)",
        "/value/*/attributes (SecretItem)",
        "/value/*/attributes/enabled (ResponseAttributes)",
        "/value/*/attributes/nbf (ResponseAttributes)",
        "/value/*/attributes/exp (ResponseAttributes)",
        "/value/*/attributes/created (ResponseAttributes)",
        "/value/*/attributes/updated (ResponseAttributes)",
        "/value/*/attributes/recoveryLevel (ResponseAttributes)",
        "/value/*/attributes/recoverylevel (ResponseAttributes)",
        "/value/*/attributes/recoverableDays (ResponseAttributes)",
        "/value/*/tags (SecretItem)",
        "/value/*/tags/* (SecretItem)",
        "/nextLink (SecretListResult)",
      ]
    `)
  })
})

/** Pointers of members, and of the values of free names, that carry no mark. */
function unmarked(node: unknown, pointer = ''): string[] {
  if (typeof node !== 'object' || node === null) return []
  const schema = node as Schema
  const members = Object.entries((schema['properties'] ?? {}) as Schema).map(
    ([name, child]) => [`/properties/${name}`, child] as const,
  )
  const definitions =
    pointer === '' && schema['title'] === 'Members' ? Object.entries(schema['$defs'] as Schema) : []
  const free =
    typeof schema['additionalProperties'] === 'object'
      ? [['/additionalProperties', schema['additionalProperties']] as const]
      : []
  const judged = [
    ...members,
    ...free,
    ...definitions.map(([name, child]) => [`/$defs/${name}`, child] as const),
  ]
  const own = judged.filter(([, child]) => !marks.includes(markOf(child))).map(([at]) => pointer + at)
  return [
    ...own,
    ...judged.flatMap(([at, child]) => unmarked(child, pointer + at)),
    ...unmarked(schema['items'], `${pointer}/items`),
  ]
}

function markOf(child: unknown): string {
  const schema = child as Schema
  const own = schema['x-sensitivity']
  if (own !== undefined || typeof schema['$ref'] !== 'string') return String(own)
  const [file = '', member = ''] = schema['$ref'].split('#/$defs/')
  return markOf((schemas.get(file)?.['$defs'] as Schema | undefined)?.[member] ?? {})
}
