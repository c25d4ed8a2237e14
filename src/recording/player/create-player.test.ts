import { describe, expect, test } from 'vitest'
import { parseDials } from './dials.ts'
import { bundle, failure, playByHand, recorded, recordedHost, version } from './testing/play-by-hand.ts'

const ownId = `https://own.vault.azure.net/secrets/Mine/${version}`

describe('names, host and values', () => {
  test('are bound on first sight, and shown in the spelling of the client', async () => {
    const { ask, player } = await playByHand([
      [
        recorded('PUT /secrets/a', 200, { sent: { value: 'recorded' }, body: bundle('a') }),
        recorded('GET /secrets/a', 200, { body: bundle('a') }),
      ],
    ])

    const set = await ask('PUT /secrets/Mine', { sent: { value: 'my own' } })
    const got = await ask('GET /secrets/MINE/')

    expect(set.body).toEqual({ value: 'my own', id: ownId, attributes: { enabled: true } })
    expect(got.body).toEqual(set.body)
    expect(player.report()).toMatchObject({ findings: [], misses: [], used: 2, unused: 0 })
  })

  test('a name that was bound to one secret does not answer for another', async () => {
    const { ask } = await playByHand([
      [
        recorded('PUT /secrets/a', 200, { sent: { value: 'x' }, body: bundle('a') }),
        recorded('GET /secrets/a', 200, { body: bundle('a') }),
      ],
    ])
    await ask('PUT /secrets/mine', { sent: { value: 'x' } })

    expect((await ask('GET /secrets/other')).status).toBe('closed')
  })

  test('tags, content type and times read back as the client set them, by version and in lists', async () => {
    const members = {
      contentType: 'type-1',
      tags: { 'tag-1': 'tag-value-1' },
      attributes: { enabled: true, exp: 1 },
    }
    const { value: _, ...item } = bundle('a', members)
    const { ask, player } = await playByHand([
      [
        recorded('PUT /secrets/a', 200, {
          sent: { value: 'recorded', ...members, attributes: { exp: 1 } },
          body: bundle('a', members),
        }),
        recorded('GET /secrets', 200, {
          body: { value: [{ ...item, id: `https://${recordedHost}/secrets/a` }], nextLink: null },
        }),
      ],
    ])
    const own = { contentType: 'text/plain', tags: { mine: '1', yours: '2' } }

    const set = await ask('PUT /secrets/mine', { sent: { value: 'v', ...own, attributes: { exp: 7 } } })
    const list = await ask('GET /secrets')

    expect(set.body).toMatchObject({ ...own, value: 'v', attributes: { enabled: true, exp: 7 } })
    expect(list.body).toEqual({
      value: [
        { id: 'https://own.vault.azure.net/secrets/mine', ...own, attributes: { enabled: true, exp: 7 } },
      ],
      nextLink: null,
    })
    expect(player.report().findings).toEqual([])
  })

  test.each([
    ['Secret not found: a', 'Secret not found: mine'],
    [
      'A secret with (name/id) a was not found in this key vault.',
      'A secret with (name/id) mine was not found in this key vault.',
    ],
    [
      `Conflict while restoring secret https://${recordedHost}/secrets/a/${version} - secret already exists`,
      `Conflict while restoring secret https://own.vault.azure.net/secrets/mine/${version} - secret already exists`,
    ],
  ])('error text: %s', async (message, expected) => {
    const { ask } = await playByHand([
      [recorded('GET /secrets/a', 404, { body: failure('SecretNotFound', message) })],
    ])

    expect((await ask('GET /secrets/mine')).body).toEqual(failure('SecretNotFound', expected))
  })

  test('a secret that is called like a word of the text', async () => {
    const message = 'A secret with (name/id) secret was not found in this key vault.'
    const { ask } = await playByHand([
      [recorded('GET /secrets/secret', 404, { body: failure('SecretNotFound', message) })],
    ])

    expect((await ask('GET /secrets/mine')).body).toEqual(
      failure('SecretNotFound', 'A secret with (name/id) mine was not found in this key vault.'),
    )
  })

  test('ids may name another host than the URL: sanitizers changed one of the two', async () => {
    const id = `https://real-vault.vault.azure.net/secrets/a/${version}`
    const { ask } = await playByHand([[recorded('GET /secrets/a', 200, { body: { ...bundle('a'), id } })]])

    expect((await ask('GET /secrets/Mine')).body).toMatchObject({ id: ownId })
  })

  test('the client request id of the client is echoed, where the service echoed one', async () => {
    const echo = [['x-ms-client-request-id', 'recorded']] as const
    const get = (): ReturnType<typeof recorded> =>
      recorded('GET /secrets/a', 200, { body: bundle('a'), responseHeaders: echo })
    const { ask } = await playByHand([[get(), get()]])

    expect(
      (await ask('GET /secrets/a', { headers: [['X-MS-Client-Request-Id', 'mine']] })).headers[
        'x-ms-client-request-id'
      ],
    ).toBe('mine')
    expect((await ask('GET /secrets/a')).headers).not.toHaveProperty('x-ms-client-request-id')
  })
})

describe('challenges', () => {
  const authorized = recorded('PUT /secrets/a', 200, { sent: { value: 'x' }, body: bundle('a') })

  test('a recorded one is given as often as the client asks without a token, with tenant and resource that fit', async () => {
    const { ask, player } = await playByHand(
      [[recorded('PUT /secrets/a', 401, { token: false }), authorized]],
      { tenantId: 'own-tenant' },
    )

    const answers = [
      await ask('PUT /secrets/x', { token: false }),
      await ask('PUT /secrets/x', { token: false }),
    ]
    await ask('PUT /secrets/x', { sent: { value: 'v' } })
    answers.push(await ask('PUT /secrets/x', { token: false }))

    const challenge =
      'Bearer authorization="https://login.windows.net/own-tenant", resource="https://vault.azure.net"'
    expect(answers.map(({ status, headers }) => [status, headers['www-authenticate']])).toEqual(
      Array(3).fill([401, challenge]),
    )
    expect(player.report()).toMatchObject({ misses: [], findings: [], unused: 0 })
  })

  test('a client that sends its token at once leaves none unused', async () => {
    const { ask, player } = await playByHand([
      [recorded('PUT /secrets/a', 401, { token: false }), authorized],
    ])

    await ask('PUT /secrets/x', { sent: { value: 'v' } })

    expect(player.report()).toMatchObject({ findings: [], unused: 0 })
  })

  test('the standard one where the recording has none', async () => {
    const { ask } = await playByHand([[authorized]], { tenantId: 'own-tenant' })

    const { status, headers, body } = await ask('PUT /secrets/x', {
      token: false,
      host: 'own.vault.azure.cn',
    })

    expect(status).toBe(401)
    expect(headers['www-authenticate']).toBe(
      'Bearer authorization="https://login.microsoftonline.com/own-tenant", resource="https://vault.azure.cn"',
    )
    expect(body).toEqual(failure('Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'))
  })

  test('failed probes come before it, in order', async () => {
    const { ask, player } = await playByHand([
      [
        recorded('PUT /secrets/a', 503, { token: false }),
        recorded('PUT /secrets/a', 401, { token: false }),
        authorized,
      ],
    ])

    const statuses = []
    for (let probe = 0; probe < 2; probe++)
      statuses.push((await ask('PUT /secrets/x', { token: false })).status)
    statuses.push((await ask('PUT /secrets/x', { sent: { value: 'v' } })).status)

    expect(statuses).toEqual([503, 401, 200])
    expect(player.report()).toMatchObject({ findings: [], unused: 0 })
  })

  test('an emulator that asks for none is played to clients without a token', async () => {
    const { ask } = await playByHand([[recorded('GET /secrets/a', 200, { token: false, body: bundle('a') })]])

    expect((await ask('GET /secrets/x', { token: false })).status).toBe(200)
  })
})

describe('order', () => {
  const get = (value: string): ReturnType<typeof recorded> =>
    recorded('GET /secrets/a', 200, { body: bundle('a', { value }) })

  test('equal requests are answered in recorded order', async () => {
    const { ask } = await playByHand([[get('one'), get('two')]])

    const values = [await ask('GET /secrets/x'), await ask('GET /secrets/x')]

    expect(values.map(({ body }) => (body as { value: string }).value)).toEqual(['one', 'two'])
  })

  const trace = [
    recorded('PUT /secrets/a', 200, { sent: { value: 'x' }, body: bundle('a') }),
    recorded('PUT /secrets/b', 200, { sent: { value: 'x', contentType: 't' }, body: bundle('b') }),
    recorded('DELETE /secrets/a', 200, { body: bundle('a') }),
  ]

  test.each([
    ['partial', []],
    ['any', []],
    ['strict', ['order: before exchange 1 (SetSecret) / after it']],
  ])('what is independent, the other way round, under --order %s', async (order, expected) => {
    const { ask, player } = await playByHand([trace], { dials: parseDials({ order }) })

    await ask('PUT /secrets/y', { sent: { value: 'x', contentType: 'u' } })
    await ask('PUT /secrets/x', { sent: { value: 'x' } })
    await ask('DELETE /secrets/x')

    const { findings, misses } = player.report()
    expect(misses).toEqual([])
    expect(findings.map(({ field, expected, received }) => `${field}: ${expected} / ${received}`)).toEqual(
      expected,
    )
  })

  test.each([
    ['partial', 1],
    ['any', 0],
  ])('a read behind the deletion that was recorded before it, under --order %s', async (order, count) => {
    const { ask, player } = await playByHand(
      [[get('x'), recorded('DELETE /secrets/a', 200, { body: bundle('a') })]],
      { dials: parseDials({ order }) },
    )

    await ask('DELETE /secrets/a')
    expect((await ask('GET /secrets/a')).status).toBe(200)

    expect(player.report().findings).toHaveLength(count)
  })

  test('an unknown value of a dial lists the legal ones', () => {
    expect(() => parseDials({ order: 'loose' })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: --order "loose" must be one of partial, strict, any.]`,
    )
  })
})

describe('polls', () => {
  const deletion = [
    recorded('DELETE /secrets/a', 200, {
      body: bundle('a', { recoveryId: `https://${recordedHost}/deletedsecrets/a` }),
    }),
    recorded('GET /deletedsecrets/a', 404, {
      body: failure('SecretNotFound', 'Deleted Secret not found: a'),
    }),
    recorded('GET /deletedsecrets/a', 404, {
      body: failure('SecretNotFound', 'Deleted Secret not found: a'),
    }),
    recorded('GET /deletedsecrets/a', 200, { body: bundle('a') }),
    recorded('DELETE /deletedsecrets/a', 204),
  ]

  test('are answered as recorded, and go on saying what they came to', async () => {
    const { ask, player } = await playByHand([deletion])
    await ask('DELETE /secrets/x')

    const statuses = []
    for (let poll = 0; poll < 6; poll++) statuses.push((await ask('GET /deletedsecrets/x')).status)
    await ask('DELETE /deletedsecrets/x')

    expect(statuses).toEqual([404, 404, 200, 200, 200, 200])
    expect(player.report()).toMatchObject({ misses: [], findings: [], unused: 0, repeated: 3 })
  })

  test('do not go on once the secret is purged', async () => {
    const { ask } = await playByHand([deletion])
    for (const request of [
      'DELETE /secrets/x',
      ...Array(3).fill('GET /deletedsecrets/x'),
      'DELETE /deletedsecrets/x',
    ])
      await ask(request)

    expect((await ask('GET /deletedsecrets/x')).status).toBe('closed')
  })

  test('a client that does not poll, or not to the end, leaves nothing unused when it goes on', async () => {
    const { ask, player } = await playByHand([deletion])

    for (const request of ['DELETE /secrets/x', 'GET /deletedsecrets/x', 'DELETE /deletedsecrets/x'])
      await ask(request)

    expect(player.report()).toMatchObject({ misses: [], findings: [], unused: 0 })
  })

  test('a client that gives up before the end left the last poll unused', async () => {
    const { ask, player } = await playByHand([deletion.slice(0, 4)])

    for (const request of ['DELETE /secrets/x', 'GET /deletedsecrets/x']) await ask(request)

    expect(player.report().findings).toMatchObject([
      { kind: 'unused', level: 'fail', exchange: 3, request: 'GetDeletedSecret x' },
    ])
  })

  test('a client that polls where the recorded one did not is told what the deletion told', async () => {
    const { ask, player } = await playByHand([
      [deletion[0], deletion[4]].flatMap((exchange) => exchange ?? []),
    ])
    await ask('DELETE /secrets/x')

    expect(await ask('GET /deletedsecrets/x')).toMatchObject({
      status: 200,
      body: { recoveryId: 'https://own.vault.azure.net/deletedsecrets/x' },
    })
    expect((await ask('DELETE /deletedsecrets/x')).status).toBe(204)
    expect(player.report()).toMatchObject({ misses: [], findings: [] })
  })

  test('without an end they run out of budget', async () => {
    const { ask, player } = await playByHand([deletion])
    await ask('DELETE /secrets/x')

    let polls = 0
    while ((await ask('GET /deletedsecrets/x')).status !== 'closed' && polls < 10_000) polls++

    expect(polls).toBe(1_009)
    expect(player.report().misses).toMatchObject([
      { reason: 'budget exceeded', request: 'GET /deletedsecrets/x', count: 1 },
    ])
  })

  test('a read that is no poll is not repeated', async () => {
    const { ask } = await playByHand([[recorded('GET /secrets/a', 200, { body: bundle('a') })]])
    await ask('GET /secrets/a')

    expect((await ask('GET /secrets/a')).status).toBe('closed')
  })
})

describe('pages', () => {
  test('that all have one sanitised link are served in order', async () => {
    const page = (name: string, nextLink: string | null): unknown => ({
      value: [{ id: `https://${recordedHost}/secrets/${name}` }],
      nextLink,
    })
    const link = `https://real.vault.azure.net:443/secrets?api-version=7.4&$skiptoken=Sanitized`
    const next = '/secrets?$skiptoken=Sanitized'
    const { ask, player } = await playByHand([
      [
        recorded('GET /secrets', 200, { body: page('a', link) }),
        recorded(`GET ${next}`, 200, { body: page('b', link) }),
        recorded(`GET ${next}`, 200, { body: page('c', null) }),
      ],
    ])

    const first = (await ask('GET /secrets')).body as { nextLink: string }
    const second = (await ask(`GET ${first.nextLink}`)).body
    const third = (await ask(`GET ${first.nextLink}`)).body

    expect(first.nextLink).toBe(
      'https://own.vault.azure.net:443/secrets?api-version=7.4&$skiptoken=Sanitized',
    )
    expect([second, third]).toMatchObject([
      { value: [{ id: 'https://own.vault.azure.net/secrets/b' }] },
      { value: [{ id: 'https://own.vault.azure.net/secrets/c' }] },
    ])
    expect(player.report()).toMatchObject({ findings: [], misses: [] })
  })

  test('links keep the api-version of the caller', async () => {
    const link = `https://${recordedHost}:443/secrets?api-version=7.4&$skiptoken=opaque`
    const { ask } = await playByHand([
      [recorded('GET /secrets', 200, { body: { value: [], nextLink: link } })],
    ])

    const { body } = await ask('GET https://own.vault.azure.net/secrets/?api%2Dversion=2025-07-01')

    expect(body).toMatchObject({
      nextLink: 'https://own.vault.azure.net:443/secrets?api-version=2025-07-01&$skiptoken=opaque',
    })
  })
})

describe('several recordings and clients', () => {
  const life = (name: string, sent: unknown): ReturnType<typeof recorded>[] => [
    recorded(`PUT /secrets/${name}`, 200, { sent, body: bundle(name) }),
    recorded(`GET /secrets/${name}`, 200, { body: bundle(name, { value: name }) }),
  ]

  test('a request goes to the recording that it begins or continues', async () => {
    const { ask, player } = await playByHand([
      life('a', { value: 'x' }),
      life('b', { value: 'x', contentType: 't' }),
    ])

    await ask('PUT /secrets/y', { sent: { value: 'v', contentType: 'u' } })
    await ask('PUT /secrets/x', { sent: { value: 'v' } })
    const values = [await ask('GET /secrets/x'), await ask('GET /secrets/y')].map(
      ({ body }) => (body as { value: string }).value,
    )

    expect(values).toEqual(['a', 'b'])
    expect(player.report()).toMatchObject({ findings: [], misses: [], unused: 0 })
  })

  test('each host plays for itself', async () => {
    const { ask, player } = await playByHand([life('a', { value: 'x' })])

    for (const host of ['one.vault.azure.net', 'two.vault.azure.net'])
      await ask('PUT /secrets/x', { host, sent: { value: host } })
    const got = await ask('GET /secrets/x', { host: 'two.vault.azure.net' })

    expect(got.body).toMatchObject({ id: `https://two.vault.azure.net/secrets/x/${version}` })
    expect(player.report().recordings).toEqual([
      { recording: 'a.json', exchanges: 2, plays: 2, used: 3, unused: 1 },
    ])
  })

  test.each([['fail'], ['warn']])(
    'what nobody played is a finding of the level that --extra %s says',
    async (extra) => {
      const { ask, player } = await playByHand([life('a', { value: 'x' }), life('b', { value: 'x' })], {
        dials: parseDials({ extra }),
      })

      await ask('PUT /secrets/x', { sent: { value: 'v' } })

      expect(player.report().findings).toMatchObject([
        { kind: 'unused', level: extra, recording: 'a.json', exchange: 1, request: 'GetSecret x' },
        { kind: 'unplayed', level: extra, recording: 'b.json' },
      ])
    },
  )
})

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
