/** What passes through a recorder's proxy, to a plain `node:https` server that does what it likes. */
import { execFile } from 'node:child_process'
import { createServer as createHttp } from 'node:http'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { openTunnel, readToEnd, readUntil, sendRaw } from './proxy-client.ts'
import { bodyOf, bundle, host, listen, recordInFrontOf, request } from './record-wire-support.ts'

test('order and letter case of fields, repeated ones and the target go out and come back as they were', async () => {
  const seen: string[] = []
  const { send } = await recordInFrontOf((message, response) => {
    seen.push(`${message.method} ${message.url}`, ...message.rawHeaders)
    response.sendDate = false
    response.writeHead(200, [
      'X-One',
      '1',
      'SET-cookie',
      'a',
      'x-two',
      '2',
      'set-cookie',
      'b',
      'Content-Length',
      '2',
    ])
    response.end('{}')
  })

  const answer = await send(
    request(
      'GET /secrets/%61/../b//?api%2Dversion=7.6&x=%2B+',
      'x-ZED: 1\r\nAccept: */*\r\nX-zed: 2\r\nTE: trailers\r\n',
    ),
  )

  expect(seen[0]).toBe('GET /secrets/%61/../b//?api%2Dversion=7.6&x=%2B+')
  expect(seen.join(' ')).toContain('x-ZED 1 Accept */* X-zed 2 TE trailers')
  expect(answer).toBe(
    'HTTP/1.1 200 OK\r\nX-One: 1\r\nSET-cookie: a\r\nx-two: 2\r\nset-cookie: b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  )
})

test('chunks and trailers', async () => {
  const { send, entries } = await recordInFrontOf((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', Trailer: 'X-Check' })
    response.write(bundle.slice(0, 10))
    setTimeout(() => {
      response.addTrailers({ 'X-Check': 'yes' })
      response.end(bundle.slice(10))
    }, 20)
  })

  const answer = await send(request('GET /secrets/a?api-version=7.6', 'TE: trailers\r\n'))

  expect(answer).toContain('Transfer-Encoding: chunked\r\n')
  expect(answer).toMatch(/\r\n0\r\nX-Check: yes\r\n\r\n$/)
  expect(answer).toContain(bundle)
  expect(await entries()).toMatchObject([
    {
      ResponseBody: { value: 'redacted-value-1' },
      Capture: { Refused: expect.arrayContaining(['response.header x-check']) },
    },
  ])
})

test('a chunked request goes out whole', async () => {
  const bodies: string[] = []
  const { send, entries } = await recordInFrontOf(async (message, response) => {
    bodies.push(await bodyOf(message))
    response.end('{}')
  })

  const chunks = '7\r\n{"value\r\n6\r\n":"x"}\r\n0\r\n\r\n'
  await send(request('PUT /secrets/a?api-version=7.6', 'Transfer-Encoding: chunked\r\n', chunks))

  expect(bodies).toEqual(['{"value":"x"}'])
  expect(await entries()).toMatchObject([{ RequestBody: { value: 'redacted-value-1' }, StatusCode: 200 }])
})

test('a compressed body stays as it is on the wire, and is decoded in the recording', async () => {
  const zipped = gzipSync(bundle)
  const { send, entries } = await recordInFrontOf((_, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': zipped.length })
    response.end(zipped)
  })

  const answer = await send(request('GET /secrets/a?api-version=7.6', 'Accept-Encoding: gzip\r\n'))

  expect(answer).toContain('Content-Encoding: gzip\r\n')
  expect(answer.endsWith(`\r\n\r\n${zipped.toString('latin1')}`)).toBe(true)
  expect(await entries()).toMatchObject([{ ResponseBody: { value: 'redacted-value-1' } }])
})

test('HEAD: a length and no body; 204: neither', async () => {
  const { send, entries } = await recordInFrontOf((message, response) => {
    response.sendDate = false
    if (message.method === 'HEAD') response.writeHead(200, { 'Content-Length': 1234 })
    else response.writeHead(204)
    response.end()
  })

  expect(await send(request('HEAD /secrets/a?api-version=7.6'))).toBe(
    'HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nConnection: close\r\n\r\n',
  )
  expect(await send(request('DELETE /deletedsecrets/a?api-version=7.6'))).toBe(
    'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n',
  )
  expect(await entries()).toMatchObject([{ ResponseBody: null }, { StatusCode: 204, ResponseBody: null }])
})

test('a client that waits for 100-continue gets it, and its body goes out whole', async () => {
  const bodies: string[] = []
  const { proxy, entries } = await recordInFrontOf(async (message, response) => {
    bodies.push(await bodyOf(message))
    response.end('{}')
  })
  const tunnel = await openTunnel(proxy, `${host}:443`)
  tunnel.write(request('PUT /secrets/a?api-version=7.6', 'Expect: 100-continue\r\nContent-Length: 13\r\n'))

  await readUntil(tunnel, 'HTTP/1.1 100 Continue\r\n\r\n')
  tunnel.write('{"value":"x"}')

  expect(await readToEnd(tunnel)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(bodies).toEqual(['{"value":"x"}'])
  expect(await entries()).toMatchObject([{ RequestBody: { value: 'redacted-value-1' } }])
})

test('large bodies both ways, with a length and in chunks', async () => {
  const mebibyte = 'x'.repeat(1024 * 1024)
  const received: { length: number; chunked: boolean }[] = []
  const { send, entries } = await recordInFrontOf(async (message, response) => {
    const text = await bodyOf(message)
    received.push({ length: text.length, chunked: message.headers['transfer-encoding'] !== undefined })
    response.end(JSON.stringify({ value: mebibyte }))
  })

  const body = JSON.stringify({ value: mebibyte })
  const put = 'PUT /secrets/a?api-version=7.6'
  const answer = await send(request(put, `Content-Length: ${body.length}\r\n`, body))
  await send(
    request(put, 'Transfer-Encoding: chunked\r\n', `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
  )

  expect(received.map(({ length }) => length)).toEqual([body.length, body.length])
  expect(answer.length).toBeGreaterThan(mebibyte.length)
  expect(JSON.stringify(await entries()).length).toBeLessThan(5_000)
})

test('a slow answer takes as long as it takes, and says so; Retry-After is kept', async () => {
  const { send, entries } = await recordInFrontOf((_, response) => {
    setTimeout(() => {
      response.writeHead(429, { 'Retry-After': '7', 'Content-Length': 0 })
      response.end()
    }, 300)
  })

  expect(await send(request('GET /secrets/a?api-version=7.6'))).toContain('Retry-After: 7\r\n')

  const [{ Capture, ...entry } = {}] = await entries()
  expect(entry).toMatchObject({ StatusCode: 429, ResponseHeaders: { 'Retry-After': '7' } })
  // 300 ms, less what clocks and timers differ in.
  expect((Capture as { AnsweredMs: number }).AnsweredMs).toBeGreaterThanOrEqual(290)
})

test('an answer that breaks off in the middle breaks off for the client, and is recorded as that', async () => {
  const { send, entries, problems } = await recordInFrontOf((message, response) => {
    if (message.url?.startsWith('/secrets/whole')) {
      response.end(bundle)
      return
    }
    response.writeHead(200, { 'Content-Length': bundle.length })
    response.write(bundle.slice(0, 20), () => message.socket.destroy())
  })

  const answer = await send(request('GET /secrets/broken?api-version=7.6'))
  await send(request('GET /secrets/whole?api-version=7.6'))

  expect(answer).toContain(`Content-Length: ${bundle.length}\r\n`)
  expect(answer.endsWith(`\r\n\r\n${bundle.slice(0, 20)}`)).toBe(true)
  expect(problems).toEqual([`${host} closed the connection before its answer was complete (UND_ERR_SOCKET).`])
  expect(await entries()).toMatchObject([
    { StatusCode: 200, ResponseBody: null, Capture: { Closed: true } },
    {},
  ])
})

test('curl sees through the recorder what it would see without it', async ({ skip }) => {
  const run = promisify(execFile)
  await run('curl', ['--version']).catch(() => skip('no curl on this machine'))
  const { proxy, entries } = await recordInFrontOf(async (message, response) => {
    response.setHeader('Content-Encoding', 'gzip')
    response.end(gzipSync(JSON.stringify({ value: await bodyOf(message) })))
  })

  const { stdout } = await run(
    'curl',
    [
      '--silent',
      '--compressed',
      '-H',
      'Expect: 100-continue',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"value":"kvc-canary"}',
      '-X',
      'PUT',
      `https://${host}/secrets/a?api-version=7.6`,
    ],
    { env: { PATH: process.env['PATH'], ...proxy.environment } },
  )

  expect(stdout).toBe(String.raw`{"value":"{\"value\":\"kvc-canary\"}"}`)
  const recorded = await entries()
  expect(recorded).toMatchObject([{ RequestBody: { value: 'redacted-value-1' }, StatusCode: 200 }])
  expect(JSON.stringify(recorded)).not.toContain('kvc-canary')
})

test('the user’s own proxy is used on the way out, for vaults and for other hosts', async () => {
  const targets: string[] = []
  const corporate = createHttp((message, response) => {
    targets.push(`${message.method} ${message.url} ${message.headers['proxy-authorization']}`)
    response.writeHead(200, { 'X-Via': 'corporate' })
    response.end('forwarded')
  })
  const ports = new Map<string | undefined, number>()
  corporate.on('connect', (message, socket) => {
    targets.push(`CONNECT ${message.url} ${message.headers['proxy-authorization']}`)
    const upstream = connect(ports.get(message.url) ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(upstream).pipe(socket)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  const corporatePort = await listen(corporate)
  onTestFinished(() => {
    corporate.closeAllConnections()
    corporate.close()
  })
  const address = `http://user:p%40ss@127.0.0.1:${corporatePort}`
  const { send, proxy, port } = await recordInFrontOf((_, response) => response.end('vault'), {
    HTTPS_PROXY: address,
    HTTP_PROXY: address,
    NO_PROXY: 'direct.example',
  })
  const direct = createHttp((_, response) => response.end('other'))
  ports.set(`${host}:443`, port).set('other.example:80', await listen(direct))
  onTestFinished(() => void direct.close())

  await sendRaw(
    proxy.port,
    'CONNECT other.example:80 HTTP/1.1\r\nHost: other.example\r\n\r\nGET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n',
  ).then((answer) => expect(answer).toContain('other'))
  const forwarded = await sendRaw(
    proxy.port,
    'GET http://plain.example/a?b HTTP/1.1\r\nHost: plain.example\r\nProxy-Connection: keep-alive\r\nConnection: close\r\n\r\n',
  )
  const tunnelled = await send(request('GET /secrets/a?api-version=7.6'))

  const login = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
  expect(targets).toEqual([
    `CONNECT other.example:80 ${login}`,
    `GET http://plain.example/a?b ${login}`,
    `CONNECT ${host}:443 ${login}`,
  ])
  expect(forwarded).toContain('X-Via: corporate\r\n')
  expect(tunnelled).toMatch(/\r\n\r\nvault$/)
})

test('plain http to other hosts passes with its chunks and trailers; a host that is not there is 502 and a reason', async () => {
  const { proxy, problems } = await recordInFrontOf((_, response) => response.end())
  const plain = createHttp(async (message, response) => {
    response.writeHead(200, { Trailer: 'X-Check' })
    response.write(await bodyOf(message))
    response.addTrailers({ 'X-Check': String(message.headers['x-zed']) })
    response.end()
  })
  const port = await listen(plain)
  onTestFinished(() => void plain.close())

  const answer = await sendRaw(
    proxy.port,
    `POST http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Zed: 1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
  )
  const refused = await sendRaw(proxy.port, 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n')
  const tunnel = await sendRaw(proxy.port, 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n')

  expect(answer).toMatch(/3\r\nabc\r\n0\r\nX-Check: 1\r\n\r\n$/)
  for (const text of [refused, tunnel]) {
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/)
    expect(text).toContain('keyvault-contract: 127.0.0.1 refuses connections (ECONNREFUSED).')
  }
  expect(problems).toHaveLength(2)
})
