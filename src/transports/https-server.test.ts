import { request } from 'node:https'
import { expect, onTestFinished, test } from 'vitest'
import { bytesOf } from '../wire/body.ts'
import { type HttpsServerOptions, startHttpsServer } from './https-server.ts'

test('a handler behind a port of its own, under the names and addresses it was given', async () => {
  const server = await startHttpsServer({
    handler: async ({ url }) => ({ status: 200, headers: [], body: bytesOf(url) }),
    hosts: ['127.0.0.1', 'contoso.vault.azure.net'],
  })
  onTestFinished(() => server.close())

  const byAddress = await get(server.port, server.caPem)
  const byName = await get(server.port, server.caPem, 'contoso.vault.azure.net')

  expect(byAddress).toBe(`https://127.0.0.1:${server.port}/a?b`)
  expect(byName).toBe('https://contoso.vault.azure.net/a?b')
  await expect(get(server.port, server.caPem, 'example.com')).rejects.toThrow()
})

test('a port that is taken is the caller’s mistake', async () => {
  const options: HttpsServerOptions = { handler: async () => ({ closed: true }), hosts: ['127.0.0.1'] }
  const first = await startHttpsServer(options)
  onTestFinished(() => first.close())

  const second = startHttpsServer({ ...options, port: first.port })
  await expect(second).rejects.toMatchObject({ code: 'KVC_USAGE' })
})

function get(port: number, ca: string, name?: string): Promise<string> {
  const named = name === undefined ? {} : { servername: name, headers: { Host: name } }
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/a?b', ca, agent: false, ...named },
      (response) => {
        response.setEncoding('utf8').once('data', resolve)
      },
    )
    sent.on('error', reject).end()
  })
}
