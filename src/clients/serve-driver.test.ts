import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { UsageError } from '../wire/errors.ts'
import type { DriverImplementation } from './driver-implementation.ts'
import { serveDriver } from './serve-driver.ts'

const implementation: DriverImplementation = {
  initialize: async () => ({
    client: { name: 'n', version: '1', language: 'l' },
    capabilities: new Set(['getSecret']),
  }),
  createClient: async () => {
    throw new UsageError('not this one')
  },
  call: async ({ arguments: { name } }) => {
    if (name === 'first') await once(gate, 'open')
    else gate.emit('open')
    return { outcome: 'value', value: { name } }
  },
  closeClient: async () => {
    throw new Error('no such client')
  },
}
const gate = new PassThrough()

/** Sends lines, then the end of the input; what was answered. */
async function converse(...lines: readonly string[]): Promise<unknown[]> {
  const input = new PassThrough()
  const output = new PassThrough()
  const served = serveDriver(implementation, input, output)
  for (const line of lines) input.write(`${line}\n`)
  await new Promise((resolve) => setImmediate(resolve))
  input.end()
  await served
  output.end()
  const text = Buffer.concat(await output.toArray()).toString()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const request = (id: number, method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params })
const get = (id: number, name: string): string =>
  request(id, 'call', { client: 'c', call: 'getSecret', arguments: { name } })

test('answers go out when they are there', async () => {
  expect(
    await converse(request(1, 'initialize', { protocolVersion: 1 }), get(2, 'first'), get(3, 'second')),
  ).toEqual([
    {
      jsonrpc: '2.0',
      id: 1,
      result: {
        protocolVersion: 1,
        client: { name: 'n', version: '1', language: 'l' },
        capabilities: ['getSecret'],
      },
    },
    { jsonrpc: '2.0', id: 3, result: { outcome: 'value', value: { name: 'second' } } },
    { jsonrpc: '2.0', id: 2, result: { outcome: 'value', value: { name: 'first' } } },
  ])
})

test('failures of the driver are errors, each with its code', async () => {
  expect(
    await converse(
      request(1, 'createClient'),
      request(2, 'closeClient'),
      request(3, 'dance'),
      'hello',
      request(4, 'shutdown'),
    ),
  ).toEqual(
    expect.arrayContaining([
      { jsonrpc: '2.0', id: 1, error: { code: -32010, message: 'not this one' } },
      { jsonrpc: '2.0', id: 2, error: { code: -32603, message: 'no such client' } },
      { jsonrpc: '2.0', id: 3, error: { code: -32601, message: 'There is no method "dance".' } },
      { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'A request is not a JSON object.' } },
      { jsonrpc: '2.0', id: 4, result: {} },
    ]),
  )
})
