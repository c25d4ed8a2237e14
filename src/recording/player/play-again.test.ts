import { describe, expect, test } from 'vitest'
import { bundle, failure, playByHand, recorded, recordedHost } from './testing/play-by-hand.ts'

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
