/** Requests with trailers, which pass a recorder by another way than all others: nothing else about them may differ. */
import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startHttpsServer } from '../../src/transports/https-server.ts'
import { createUpstream } from '../../src/transports/upstream.ts'
import { noBody } from '../../src/wire/exchange.ts'
import { sendRaw } from './proxy-client.ts'
import { bodyOf, bundle, host, listen, recordInFrontOf, request } from './record-wire-support.ts'

const put = request(
  'PUT /secrets/%61?api%2Dversion=7.6',
  'x-ZED: 1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\nTrailer: X-Sum\r\n',
  '7\r\n{"value\r\n14\r\n":"kvc-canary-sent"}\r\n0\r\nX-SUM: kvc-canary-sum\r\nx-sum: 2\r\n\r\n',
)

test('trailers of a request arrive as they were, and are left out of the recording and listed there', async () => {
  const seen: unknown[] = []
  const { send, entries } = await recordInFrontOf(async (message, response) => {
    const body = await bodyOf(message)
    seen.push({ target: message.url, headers: message.rawHeaders, body, trailers: message.rawTrailers })
    response.sendDate = false
    response.writeHead(200, { 'x-ONE': '1', Trailer: 'X-Check' })
    response.addTrailers({ 'X-Check': 'yes' })
    response.end(bundle)
  })

  const answer = await send(put)

  expect(seen).toEqual([
    {
      target: '/secrets/%61?api%2Dversion=7.6',
      headers: [
        ...['Host', host, 'x-ZED', '1', 'Content-Type', 'application/json', 'Trailer', 'X-Sum'],
        ...['Transfer-Encoding', 'chunked', 'Connection', 'close'],
      ],
      body: '{"value":"kvc-canary-sent"}',
      trailers: ['X-SUM', 'kvc-canary-sum', 'x-sum', '2'],
    },
  ])
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\nx-ONE: 1\r\n.*\r\n0\r\nX-Check: yes\r\n\r\n$/s)
  expect(answer).toContain(bundle)
  const recorded = await entries()
  expect(recorded).toMatchObject([
    {
      RequestBody: { value: 'redacted-value-1' },
      Capture: { Refused: expect.arrayContaining(['request.header x-sum', 'response.header x-check']) },
    },
  ])
  expect(JSON.stringify(recorded)).not.toContain('kvc-canary')
})

test('trailers alone, behind no body', async () => {
  const trailers: string[][] = []
  const { send } = await recordInFrontOf(async (message, response) => {
    expect(await bodyOf(message)).toBe('')
    trailers.push(message.rawTrailers)
    response.end('{}')
  })

  await send(
    request('GET /secrets?api-version=7.6', 'Transfer-Encoding: chunked\r\n', '0\r\nX-Sum: 1\r\n\r\n'),
  )

  expect(trailers).toEqual([['X-Sum', '1']])
})

test('trailers of a plain http request to another host arrive, too', async () => {
  const { proxy } = await recordInFrontOf((_, response) => response.end())
  const plain = createHttp(async (message, response) => {
    response.end(`${await bodyOf(message)} ${message.rawTrailers.join()}`)
  })
  const port = await listen(plain)
  onTestFinished(() => void plain.close())

  const answer = await sendRaw(
    proxy.port,
    `POST http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n`,
  )

  expect(answer).toContain('abc X-Sum,1')
})

test('with trailers, too, the user’s own proxy is used', async () => {
  const targets: (string | undefined)[] = []
  const corporate = createHttp()
  let vaultPort = 0
  corporate.on('connect', (message, socket) => {
    targets.push(message.url)
    const upstream = connect(vaultPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(upstream).pipe(socket)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  const HTTPS_PROXY = `http://127.0.0.1:${await listen(corporate)}`
  onTestFinished(() => void corporate.close())
  const { send, port } = await recordInFrontOf(
    async (message, response) => {
      await bodyOf(message)
      response.end(message.rawTrailers.join())
    },
    { HTTPS_PROXY },
  )
  vaultPort = port

  expect(await send(put)).toMatch(/X-SUM,kvc-canary-sum,x-sum,2$/)
  expect(targets).toEqual([`${host}:443`])
})

test('with trailers, too, an answer that breaks off breaks off for the client', async () => {
  const { send, entries, problems } = await recordInFrontOf(async (message, response) => {
    // What is left unread when a socket is destroyed makes a reset of its end, which may overtake the answer.
    await bodyOf(message)
    if (message.method === 'GET') {
      response.end(bundle)
      return
    }
    response.writeHead(200, { 'Content-Length': bundle.length })
    response.write(bundle.slice(0, 20), () => message.socket.destroy())
  })

  const answer = await send(put)
  await send(request('GET /secrets/whole?api-version=7.6'))

  expect(answer.endsWith(`\r\n\r\n${bundle.slice(0, 20)}`)).toBe(true)
  expect(problems).toEqual([`${host} closed the connection before its answer was complete (ECONNRESET).`])
  expect(await entries()).toMatchObject([{ StatusCode: 200, Capture: { Closed: true } }, {}])
})

test('with trailers, too, TLS is verified, a host that is not there is told, and closing ends what is under way', async () => {
  const arrived: string[] = []
  const untrusted = await startHttpsServer({
    hosts: [host],
    handler: async ({ url }) => {
      arrived.push(url)
      return { status: 200, headers: [], body: noBody }
    },
  })
  const silent = createHttp()
  const silentPort = await listen(silent)
  const problems: string[] = []
  const upstream = createUpstream({
    resolve: [`${host}:443:127.0.0.1:${untrusted.port}`, `${host}:444:127.0.0.1:1`],
    environment: {},
    onProblem: (message) => void problems.push(message),
  })
  onTestFinished(async () => {
    silent.closeAllConnections()
    silent.close()
    await Promise.all([untrusted.close(), upstream.close()])
  })
  const ask = (url: string): ReturnType<typeof upstream.handler> =>
    upstream.handler({
      method: 'PUT',
      url,
      headers: [['Host', host]],
      body: noBody,
      trailers: [['x-sum', '1']],
    })

  expect(await ask(`https://${host}/`)).toEqual({ closed: true })
  expect(await ask(`https://${host}:444/`)).toEqual({ closed: true })
  const coming = ask(`http://127.0.0.1:${silentPort}/`)
  await once(silent, 'request')
  await upstream.close()
  expect(await coming).toEqual({ closed: true })

  expect(arrived).toEqual([])
  expect(problems).toEqual([
    `The certificate of ${host} is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE). If its authority is yours: --upstream-ca <file>.`,
    `${host} refuses connections (ECONNREFUSED).`,
    '127.0.0.1 could not be reached: UND_ERR_DESTROYED.',
  ])
})
