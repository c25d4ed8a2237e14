import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asObject } from '../../src/contract/seen-facts.ts'
import { createPlayer } from '../../src/recording/player/create-player.ts'
import { parseDials } from '../../src/recording/player/dials.ts'
import { createExchangeStore } from '../../src/recording/player/exchange-store.ts'
import { indexRecording } from '../../src/recording/player/index-recording.ts'
import {
  playAsSecondClient,
  type SecondExchange,
  seededRandom,
} from '../../src/recording/player/testing/second-client.ts'
import { createTestVault, sendRaw, testHost } from '../../src/vault/test-support.ts'
import { jsonOf, textOf } from '../../src/wire/body.ts'
import { type Exchange, isResponse, type WireAnswer } from '../../src/wire/exchange.ts'
import type { Handler } from '../../src/wire/handler.ts'
import { observe } from '../../src/wire/observe.ts'

/** What a client does next; the secret is one of four. */
type Action = {
  readonly what: keyof typeof actions
  readonly name: string
  readonly number: number
  readonly probe: boolean
}

type Send = (request: string, body?: unknown) => Promise<Record<string, unknown>>

const actions = {
  set: ({ name, number }: Action, send: Send) => send(`PUT /secrets/${name}`, setBody(number)),
  get: ({ name }: Action, send: Send) => send(`GET /secrets/${name}/`),
  async getVersion({ name }: Action, send: Send) {
    const { id } = await send(`GET /secrets/${name}`)
    if (typeof id === 'string') await send(`GET /secrets/${name}/${id.slice(-32)}`)
  },
  async update({ name, number }: Action, send: Send) {
    const { id } = await send(`GET /secrets/${name}/`)
    const version = typeof id === 'string' && number % 2 === 0 ? id.slice(-32) : ''
    await send(`PATCH /secrets/${name}/${version}`, updateBody(number))
  },
  remove: ({ name }: Action, send: Send) => send(`DELETE /secrets/${name}`),
  async removeAndWait({ name }: Action, send: Send) {
    await send(`DELETE /secrets/${name}`)
    for (let poll = 0; poll < 4; poll++) if ('id' in (await send(`GET /deletedsecrets/${name}`))) break
  },
  recover: ({ name }: Action, send: Send) => send(`POST /deletedsecrets/${name}/recover`),
  purge: ({ name }: Action, send: Send) => send(`DELETE /deletedsecrets/${name}`),
  async backupAndRestore({ name }: Action, send: Send) {
    const { value } = await send(`POST /secrets/${name}/backup`)
    if (typeof value === 'string') await send('POST /secrets/restore', { value })
  },
  list: ({ number }: Action, send: Send) => follow(`GET /secrets?maxresults=${(number % 3) + 1}`, send),
  listDeleted: (_: Action, send: Send) => follow('GET /deletedsecrets', send),
  listVersions: ({ name }: Action, send: Send) => follow(`GET /secrets/${name}/versions?maxresults=1`, send),
  withoutName: (_: Action, send: Send) => send('PUT /secrets/', { value: 'x' }),
} as const

function setBody(number: number): unknown {
  return {
    value: `value ${number}`,
    ...(number % 3 === 0 ? { contentType: 'text/plain' } : {}),
    ...(number % 4 === 0 ? { tags: { purpose: `tag ${number}` } } : {}),
    ...(number % 5 === 0 ? { attributes: { exp: 4_000_000_000 + number, enabled: number % 2 === 0 } } : {}),
  }
}

function updateBody(number: number): unknown {
  return number % 2 === 0 ? { contentType: `type ${number}` } : { tags: {}, attributes: { enabled: true } }
}

async function follow(first: string, send: Send): Promise<void> {
  let { nextLink } = await send(first)
  for (let page = 0; typeof nextLink === 'string' && page < 10; page++)
    ({ nextLink } = await send(`GET ${nextLink}`))
}

const action: fc.Arbitrary<Action> = fc.record({
  what: fc.constantFrom(...(Object.keys(actions) as (keyof typeof actions)[])),
  name: fc.constantFrom('alpha', 'Beta', 'secret', 'gamma-3'),
  number: fc.nat(60),
  probe: fc.boolean(),
})

/** What a client does to a vault, as it crosses the wire. */
async function record(todo: readonly Action[]): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  const vault = createTestVault({
    polls: { delete: 2, recover: 1 },
    secrets: { seeded: { value: 'there before' } },
  })
  const handler = observe(vault.handler, (exchange) => exchanges.push(exchange))
  for (const one of todo) {
    let probe = one.probe
    await actions[one.what](one, async (request, body) => {
      const url = request.replace(/^(\S+) https:.*?:443/, `$1 https://${testHost}`)
      if (probe) await ask(handler, url, undefined, null)
      probe = false
      const answer = await ask(handler, url, body)
      return asObject(isResponse(answer) ? jsonOf(answer.body) : undefined) ?? {}
    })
  }
  return exchanges
}

function ask(handler: Handler, request: string, body?: unknown, token?: null): Promise<WireAnswer> {
  const json = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }
  return sendRaw(handler, request, { ...json, ...(token === null ? { token } : {}) })
}

test('whatever one client did to a vault plays to another with other names, values, order and spelling', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), fc.integer(), async (todo, seed) => {
      const exchanges = await record(todo)
      const store = createExchangeStore(seed % 2 === 0 ? undefined : 0)
      const recording = await indexRecording({ place: 'a.json', exchanges }, store)
      const player = createPlayer({ recordings: [recording], store, dials: parseDials({}), speed: 1_000_000 })

      const done = await playAsSecondClient(exchanges, player.handler, {
        hosts: new Map([[testHost, 'fabrikam.vault.azure.net']]),
        random: seededRandom(seed),
      })
      store.close()

      const { misses, findings, unused } = player.report()
      expect({ misses, findings, unused }).toEqual({ misses: [], findings: [], unused: 0 })
      for (const exchange of done) expectAsRecorded(exchange)
      expectReadsWhatWasSet(done)
    }),
    { numRuns: 150 },
  )
})

/** Status and identifiers, with the second client's own names and host in them. */
function expectAsRecorded({ recorded, answer, request, restored, renamed }: SecondExchange): void {
  if (!isResponse(recorded.answer) || !isResponse(answer))
    throw new Error(`${request.method} ${request.url} was closed`)
  expect(answer.status, `${request.method} ${request.url}`).toBe(recorded.answer.status)
  expect(idsIn(restored)).toEqual(idsIn(textOf(recorded.answer.body)))
  expect(namesSeen(textOf(answer.body)).filter((name) => renamed.includes(name))).toEqual([])
  if (answer.status !== 401) expect(textOf(answer.body)).not.toContain(testHost)
}

function idsIn(text: string): string[] {
  return [...text.matchAll(/"(?:id|recoveryId)":"([^"]*)"/g)].map(([, id = '']) => id.toLowerCase())
}

/** Names in identifiers, in links, inside their tokens and in error texts. */
function namesSeen(text: string): string[] {
  const tokens = [...text.matchAll(/skiptoken=([\w-]+)/g)].map(([, token = '']) => {
    const { NextMarker } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { NextMarker: string }
    const marker = NextMarker.split('!')[2] ?? ''
    return Buffer.from(marker.replaceAll('-', '='), 'base64').toString()
  })
  const places =
    /\/(?:deleted)?secrets\/([\w-]+)|!secret\/([\w-]+)|\(name\/id\) ([\w-]+)|not found: ([\w-]+)/gi
  return [text, ...tokens].flatMap((one) =>
    [...one.matchAll(places)].map((match) => match.slice(1).find(Boolean)?.toLowerCase() ?? ''),
  )
}

/** A version has the value that this client gave it. */
function expectReadsWhatWasSet(done: readonly SecondExchange[]): void {
  const set = new Map<unknown, unknown>()
  for (const { request, answer } of done) {
    const body = asObject(isResponse(answer) && answer.status === 200 ? jsonOf(answer.body) : undefined)
    if (typeof body?.['id'] !== 'string' || !('value' in body)) continue
    const id = body['id'].toLowerCase()
    if (request.method === 'PUT') set.set(id, asObject(jsonOf(request.body))?.['value'])
    if (set.has(id)) expect(body['value']).toBe(set.get(id))
  }
}
