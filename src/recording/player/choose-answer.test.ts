import { describe, expect, test } from 'vitest'
import { parseDials } from './dials.ts'
import { bundle, playByHand, recorded, recordedHost } from './testing/play-by-hand.ts'

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
