import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bodies, SecretBundle } from './generated/types/secrets.ts'
import { validateBody } from './validate-body.ts'

const attributes = {
  enabled: true,
  created: 1_700_000_000,
  updated: 1_700_000_000,
  recoveryLevel: 'Recoverable+Purgeable',
  recoverableDays: 90,
}
const id = 'https://contoso.vault.azure.net/secrets/n/0123456789abcdef0123456789abcdef'
const secret: SecretBundle = { value: 'S3CR3T', id, attributes }
const deleted = {
  recoveryId: 'https://contoso.vault.azure.net/deletedsecrets/n',
  deletedDate: 1,
  scheduledPurgeDate: 2,
  id,
  attributes,
}

describe('validateBody', () => {
  const good: readonly (readonly [keyof Bodies, unknown])[] = [
    ['SecretBundle', secret],
    [
      'SecretBundle',
      {
        ...secret,
        value: '',
        contentType: '',
        tags: {},
        attributes: { ...attributes, nbf: 0, exp: 32_503_680_000 },
      },
    ],
    [
      'SecretBundle',
      {
        ...secret,
        managed: true,
        kid: 'https://contoso.vault.azure.net/keys/n/1',
        contentType: 'application/x-pkcs12',
      },
    ],
    ['SecretMetadata', { id, attributes, tags: { a: 'b' } }],
    ['DeletedSecretBundle', deleted],
    ['DeleteSecretResult', deleted],
    [
      'DeleteSecretResult',
      { id, attributes: { ...attributes, recoveryLevel: 'Purgeable', recoverableDays: 0 } },
    ],
    [
      'SecretListResult',
      { value: [], nextLink: 'https://contoso.vault.azure.net:443/secrets?api-version=7.6&$skiptoken=x' },
    ],
    ['SecretListResult', { value: null, nextLink: null }],
    [
      'DeletedSecretListResult',
      { value: [{ ...deleted, id: 'https://contoso.vault.azure.net/secrets/n' }], nextLink: null },
    ],
    ['BackupSecretResult', { value: 'KUF6dXJl_-' }],
    ['KeyVaultError', { error: { code: 'Malformed backup blob', message: '' } }],
    ['KeyVaultError', { error: { code: 'Forbidden', message: 'm', innererror: { code: 'SecretDisabled' } } }],
    ['SecretSetParameters', { value: '' }],
    ['SecretSetParameters', { value: 'v', attributes: {}, tags: {}, contentType: null }],
    ['SecretUpdateParameters', {}],
    ['SecretRestoreParameters', { value: 'AA==' }],
  ]
  test.each(good)('%s %j is good', (body, json) => {
    expect(validateBody(body, '7.6', json)).toEqual([])
  })

  test('what is wrong, where, and what was expected', () => {
    const bad = {
      id: 'http://contoso/secrets/n',
      contentType: 7,
      managed: false,
      novel: { token: 'S3CR3T' },
      attributes: {
        enabled: 'S3CR3T',
        created: 1.5,
        updated: 1,
        recoveryLevel: '',
        recoverableDays: 91,
        extra: 1,
      },
      tags: { a: 'b', 'c/d': null },
    }
    expect(validateBody('SecretBundle', '7.6', bad).map(inOneLine)).toMatchInlineSnapshot(`
      [
        "missing-member /value: expected the member \`value\`, received nothing",
        "unknown-member /novel: expected no member \`novel\`, received object with 1 member",
        "wrong-type /contentType: expected string, received integer",
        "wrong-value /id: expected text that matches ^https://, received string of 24 characters",
        "wrong-value /managed: expected true, received false",
        "unknown-member /attributes/extra: expected no member \`extra\`, received integer",
        "wrong-type /attributes/enabled: expected boolean, received string of 6 characters",
        "wrong-type /attributes/created: expected integer, received number with a fraction",
        "wrong-value /attributes/recoveryLevel: expected at least 1 character(s), received """,
        "wrong-value /attributes/recoverableDays: expected at most 90, received 91",
        "wrong-type /tags/c~1d: expected string, received null",
      ]
    `)
  })

  test('an unknown member is told apart from everything else', () => {
    expect(validateBody('SecretBundle', '7.6', { ...secret, hsmPlatform: '2' })).toEqual([
      {
        kind: 'unknown-member',
        pointer: '/hsmPlatform',
        expected: 'no member `hsmPlatform`',
        received: 'string of 1 character',
      },
    ])
  })

  test('in a list the item is pointed at', () => {
    const page = {
      value: [
        { id, attributes },
        { id, attributes: { ...attributes, recoverableDays: undefined }, value: 'S3CR3T' },
      ],
    }
    expect(
      validateBody('SecretListResult', '7.6', JSON.parse(JSON.stringify(page))).map(inOneLine),
    ).toMatchInlineSnapshot(`
      [
        "missing-member /nextLink: expected the member \`nextLink\`, received nothing",
        "unknown-member /value/1/value: expected no member \`value\`, received string of 6 characters",
        "missing-member /value/1/attributes/recoverableDays: expected the member \`recoverableDays\`, there from 7.1 on, received nothing",
      ]
    `)
  })

  test('the value comes with set and get only', () => {
    expect(validateBody('SecretMetadata', '7.6', secret).map(inOneLine)).toEqual([
      'unknown-member /value: expected no member `value`, received string of 6 characters',
    ])
    expect(validateBody('DeleteSecretResult', '7.6', { ...deleted, value: 'S3CR3T' })).toHaveLength(1)
  })

  test('of the three members of a deleted secret each needs the others, and GetDeletedSecret all', () => {
    const { recoveryId, ...rest } = deleted
    expect(
      validateBody('DeleteSecretResult', '7.6', rest).map(({ kind, pointer }) => kind + pointer),
    ).toContain('missing-member/recoveryId')
    expect(validateBody('DeletedSecretBundle', '7.6', { id, attributes })).toHaveLength(3)
  })

  test.each([
    [
      '7.0',
      { ...secret },
      [
        'member-of-other-version /attributes/recoverableDays: expected no member `recoverableDays`, there from 7.1 on, received integer',
      ],
    ],
    [
      '7.1',
      { ...secret, attributes: { enabled: true, created: 1, updated: 1 } },
      [
        'missing-member /attributes/recoveryLevel: expected the member `recoveryLevel`, there from 7.0 on, received nothing',
        'missing-member /attributes/recoverableDays: expected the member `recoverableDays`, there from 7.1 on, received nothing',
      ],
    ],
    [
      '7.6',
      { ...secret, previousVersion: 'abc' },
      [
        'member-of-other-version /previousVersion: expected no member `previousVersion`, there from 2025-06-01-preview on, received string of 3 characters',
      ],
    ],
    ['2025-07-01', { ...secret, previousVersion: 'abc' }, []],
    ['2099-01-01', { ...secret, attributes: { enabled: true, created: 1, updated: 1 } }, []],
    [undefined, { ...secret, previousVersion: 'abc' }, []],
  ])('under %s the members of that version count', (version, json, expected) => {
    expect(validateBody('SecretBundle', version, json).map(inOneLine)).toEqual(expected)
  })

  test('requests: what callers may not send', () => {
    expect(
      validateBody('SecretSetParameters', '7.6', { attributes: { tags: {}, exp: '2030-01-01' } }).map(
        inOneLine,
      ),
    ).toMatchInlineSnapshot(`
      [
        "missing-member /value: expected the member \`value\`, received nothing",
        "unknown-member /attributes/tags: expected no member \`tags\`, received object with 0 members",
        "wrong-type /attributes/exp: expected integer, received string of 10 characters",
      ]
    `)
    expect(
      validateBody('SecretRestoreParameters', '7.6', { value: 'a+/b' }).map(inOneLine),
    ).toMatchInlineSnapshot(`
      [
        "wrong-value /value: expected text that matches ^[A-Za-z0-9_-]*={0,2}$, received string of 4 characters",
      ]
    `)
  })

  test('no JSON, and JSON that is no object', () => {
    expect(validateBody('SecretBundle', '7.6', undefined).map(inOneLine)).toEqual([
      'no-json : expected JSON, a SecretBundle, received none',
    ])
    expect(validateBody('SecretBundle', '7.6', []).map(inOneLine)).toEqual([
      'wrong-type : expected object, received array of 0 items',
    ])
    expect(validateBody('SecretBundle', '7.6', null)).toHaveLength(1)
  })

  test('whatever is wrong with a body, nothing that is not public is shown', () => {
    const canary = 'C4N4RY'
    const leaf = fc.constantFrom<unknown>(canary, [canary], { x: canary }, null, 1, true)
    const object = fc.record({
      value: leaf,
      id: leaf,
      kid: leaf,
      recoveryId: leaf,
      previousVersion: leaf,
      nextLink: leaf,
      novel: leaf,
      tags: fc.record({ a: leaf }),
      error: fc.record({ message: leaf, novel: leaf }),
    })
    const body = fc.constantFrom<keyof Bodies>(
      'SecretBundle',
      'SecretSetParameters',
      'BackupSecretResult',
      'SecretRestoreParameters',
      'DeletedSecretBundle',
      'SecretListResult',
      'KeyVaultError',
    )
    fc.assert(
      fc.property(body, object, (type, json) => {
        expect(JSON.stringify(validateBody(type, '7.6', json))).not.toContain(canary)
      }),
    )
  })
})

function inOneLine({ kind, pointer, expected, received }: ReturnType<typeof validateBody>[number]): string {
  return `${kind} ${pointer}: expected ${expected}, received ${received}`
}
