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

  test('a recording of two vaults plays to a client with two of its own', async () => {
    const elsewhere = { host: 'elsewhere.vault.azure.net' }
    const id = `https://elsewhere.vault.azure.net/secrets/b/${version}`
    const { ask, player } = await playByHand([
      [
        recorded('GET /secrets/a', 200, { body: bundle('a') }),
        recorded('GET /secrets/b', 200, { ...elsewhere, body: { ...bundle('b'), id } }),
        recorded('GET /secrets/a', 200, { body: bundle('a') }),
      ],
    ])

    const hosts = ['one.vault.azure.net', 'two.vault.azure.net:8443', 'one.vault.azure.net']
    const answers = []
    for (const [index, host] of hosts.entries())
      answers.push(await ask(`GET /secrets/${index === 1 ? 'other' : 'mine'}`, { host }))

    expect(answers.map(({ body }) => (body as { id: string }).id)).toEqual([
      `https://one.vault.azure.net/secrets/mine/${version}`,
      `https://two.vault.azure.net:8443/secrets/other/${version}`,
      `https://one.vault.azure.net/secrets/mine/${version}`,
    ])
    expect(player.report()).toMatchObject({ misses: [], findings: [], unused: 0 })
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
