import { expect, test } from 'vitest'
import { type Exchange, noBody, type WireRequest } from './exchange.ts'
import { observe } from './observe.ts'

const request = (url: string): WireRequest => ({ method: 'GET', url, headers: [], body: noBody })
const answer = { status: 200, headers: [], body: noBody } as const

test('numbers exchanges in the order in which their answers were complete', async () => {
  const seen: Exchange[] = []
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const handler = observe(
    async ({ url }) => {
      if (url.endsWith('slow')) await held
      return answer
    },
    (exchange) => seen.push(exchange),
  )

  const slow = handler(request('https://a/slow'))
  await handler(request('https://a/fast'))
  release()
  await slow

  expect(seen.map(({ index, request: { url } }) => [index, url])).toEqual([
    [0, 'https://a/fast'],
    [1, 'https://a/slow'],
  ])
  expect(seen.every(({ sentAt, answeredAt }) => sentAt <= answeredAt)).toBe(true)
})

test('a handler that throws leaves no exchange behind', async () => {
  const seen: Exchange[] = []
  const handler = observe(
    () => Promise.reject(new Error('ours')),
    (exchange) => seen.push(exchange),
  )
  await expect(handler(request('https://a/'))).rejects.toThrow('ours')
  expect(seen).toEqual([])
})
