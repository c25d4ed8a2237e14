import { describe, expect, test } from 'vitest'
import { parseDials } from './dials.ts'
import { bundle, failure, playByHand, recorded, version } from './testing/play-by-hand.ts'

describe('differences', () => {
  const set = recorded('PUT /secrets/a', 200, {
    sent: { value: 'x', contentType: 't', attributes: { enabled: true } },
    body: bundle('a'),
    headers: [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      ['User-Agent', 'azsdk-js/1'],
    ],
  })

  test.each([
    ['none', { value: 'y', contentType: 'u', attributes: { enabled: true } }, []],
    [
      'a member is missing',
      { value: 'y', attributes: { enabled: true } },
      ['body /contentType: present / absent'],
    ],
    [
      'a member is empty',
      { value: '', contentType: 'u', attributes: { enabled: true } },
      ['body /value: present / empty'],
    ],
    [
      'a member is new',
      { value: 'y', contentType: 'u', tags: { a: 'b' }, attributes: { enabled: true } },
      ['body /tags: absent / present'],
    ],
    [
      'enabled is no free choice',
      { value: 'y', contentType: 'u', attributes: { enabled: false } },
      ['body /attributes/enabled: true / false'],
    ],
    [
      'no JSON',
      'text',
      [
        'body /attributes/enabled: true / absent',
        'body /contentType: present / absent',
        'body /value: present / absent',
        'body: absent / present',
      ],
    ],
  ])('of a body: %s', async (_, sent, expected) => {
    const { ask, player } = await playByHand([[set]])

    expect(
      (await ask('PUT /secrets/x', { sent, headers: [['content-type', 'application/json']] })).status,
    ).toBe(200)

    expect(
      player.report().findings.map(({ field, expected, received }) => `${field}: ${expected} / ${received}`),
    ).toEqual(expected)
  })

  const sent = { value: 'y', contentType: 'u', attributes: { enabled: true } }

  test.each([
    [
      'contract',
      [
        ['accept', 'text/html'],
        ['content-type', 'text/plain'],
      ],
      ['header accept: application/json / text/html', 'header content-type: application/json / text/plain'],
    ],
    [
      'contract',
      [
        ['content-type', 'application/json; charset=utf-8'],
        ['x-my-own', '1'],
      ],
      [],
    ],
    [
      'exact',
      [
        ['accept', 'application/json'],
        ['content-type', 'application/json'],
        ['x-my-own', 'kvc-canary'],
      ],
      ['header user-agent: azsdk-js/1 / none', 'header x-my-own: none / another value'],
    ],
  ] as const)('of headers under --headers %s', async (headers, own, expected) => {
    const { ask, player } = await playByHand([[set]], { dials: parseDials({ headers }) })

    await ask('PUT /secrets/x', { sent, headers: own })

    expect(
      player.report().findings.map(({ field, expected, received }) => `${field}: ${expected} / ${received}`),
    ).toEqual(expected)
  })

  test('of a query', async () => {
    const { ask, player } = await playByHand([
      [recorded('GET /secrets?maxresults=5', 200, { body: { value: [], nextLink: null } })],
    ])

    await ask('GET /secrets?MaxResults=6&maxresults=7&own=kvc-canary')

    expect(
      player.report().findings.map(({ field, expected, received }) => `${field}: ${expected} / ${received}`),
    ).toEqual([
      'query maxresults: 5 / 7',
      'query MaxResults: none / 6',
      'query own: none / a value of 10 characters',
    ])
  })

  test('a version that was given must come back; the newest may be left out; one made up is free', async () => {
    const { ask, player } = await playByHand([
      [
        recorded('PUT /secrets/a', 200, { sent: { value: 'x' }, body: bundle('a') }),
        recorded(`PATCH /secrets/a/${version}`, 200, { sent: { tags: {} }, body: bundle('a') }),
        recorded('GET /secrets/a/ffffffffffffffffffffffffffffffff', 404, {
          body: failure('SecretNotFound', 'x'),
        }),
      ],
    ])
    await ask('PUT /secrets/x', { sent: { value: 'v' } })

    expect(
      (await ask('PATCH /secrets/x/00000000000000000000000000000000', { sent: { tags: {} } })).status,
    ).toBe('closed')
    expect((await ask('PATCH /secrets/x', { sent: { tags: {} } })).status).toBe(200)
    expect((await ask('GET /secrets/x/11111111111111111111111111111111')).status).toBe(404)
    expect(player.report().findings).toEqual([])
  })

  test('a backup that was given must come back, in whatever base64', async () => {
    const trace = [
      recorded('POST /secrets/a/backup', 200, { body: { value: 'ab-_' } }),
      recorded('POST /secrets/restore', 200, { sent: { value: 'ab-_' }, body: bundle('a') }),
      recorded('POST /secrets/restore', 200, { sent: { value: 'ab-_' }, body: bundle('a') }),
    ]
    const { ask, player } = await playByHand([trace])

    await ask('POST /secrets/x/backup')
    await ask('POST /secrets/restore', { sent: { value: 'ab+/' } })
    await ask('POST /secrets/restore', { sent: { value: 'another' } })

    expect(player.report().findings).toMatchObject([
      { exchange: 2, field: 'body /value', expected: 'the backup that was given' },
    ])
  })
})

test('what the recorder lost is not judged', async () => {
  const unknown = new Set([
    'request.query',
    'request.headers',
    'request.body',
    'request.authorization',
  ] as const)
  const { ask, player } = await playByHand(
    [[recorded('PUT /secrets/a', 200, { body: bundle('a'), unknown })]],
    {
      dials: parseDials({ headers: 'exact' }),
    },
  )

  const { body } = await ask('PUT /secrets/x?own=1', { sent: { value: 'v', tags: { a: 'b' } } })

  expect(body).toMatchObject({ value: 'v' })
  expect(player.report()).toMatchObject({ findings: [], misses: [] })
})

test('Retry-After is divided by the speed, as waiting is', async () => {
  const { ask } = await playByHand(
    [
      [
        recorded('GET /secrets/a', 429, {
          responseHeaders: [
            ['Retry-After', '15'],
            ['retry-after-ms', '1500'],
          ],
          took: 900_000,
        }),
      ],
    ],
    {
      speed: 1_000_000,
    },
  )

  expect((await ask('GET /secrets/a')).headers).toMatchObject({ 'retry-after': '1', 'retry-after-ms': '1' })
})
