import { connect as connectTcp } from 'node:net'
import { expect, test } from 'vitest'
import { openTunnel, readToEnd, readUntil, sendRaw } from './proxy-client.ts'
import { get, getAndClose, ok, startTestProxy, type TestProxy, vaultHost } from './start-test-proxy.ts'

/** Whatever was done to it, the proxy still serves the next client. */
async function expectStillServing({ proxy }: TestProxy): Promise<void> {
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)
  tunnel.write(getAndClose('/'))
  expect(await readToEnd(tunnel)).toContain('HTTP/1.1 200')
}

test('nobody reaches the proxy but over the one loopback address', async () => {
  const { proxy } = await startTestProxy()

  // Also this machine, but another address: a proxy that listened on all of them would answer.
  const socket = connectTcp({ port: proxy.port, host: '127.0.0.2' })
  const outcome = await new Promise((resolve) => {
    socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'))
  })
  socket.destroy()

  expect(outcome).toBe('refused')
})

test('another host is refused by name', async () => {
  const setup = await startTestProxy()

  const answer = await sendRaw(
    setup.proxy.port,
    'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n',
  )

  expect(answer).toMatchInlineSnapshot(`
    "HTTP/1.1 403 Forbidden
    Content-Type: text/plain; charset=utf-8
    Content-Length: 156
    Connection: close

    keyvault-contract: The host example.com is not served here: only vaults, Entra and managed identity endpoints are, and nothing is passed on to the network.
    "
  `)
  expect(setup.refusals).toMatchObject([{ reason: 'host', host: 'example.com' }])
})

test('another host is refused over http as well', async () => {
  const setup = await startTestProxy()

  const answer = await sendRaw(setup.proxy.port, getAndClose('http://example.com/'))

  expect(answer).toContain('HTTP/1.1 403 ')
  expect(answer).toContain('keyvault-contract: The host example.com is not served here')
  expect(setup.requests).toEqual([])
})

test.each([
  ['a request to the proxy itself', getAndClose('/secrets'), 'Set HTTPS_PROXY to its address'],
  ['https without a tunnel', getAndClose(`https://${vaultHost}/`), 'Use CONNECT for https'],
  ['CONNECT without a port', `CONNECT ${vaultHost} HTTP/1.1\r\nHost: x\r\n\r\n`, 'CONNECT takes host:port'],
  ['CONNECT to nowhere', 'CONNECT / HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 400'],
  ['noise', 'hello\r\n\r\n', 'HTTP/1.1 400'],
  ['a line without end', 'GET / HTTP/1.1\r\nx: '.padEnd(100_000, 'y'), 'HTTP/1.1 431'],
  ['no Host', 'GET /secrets HTTP/1.1\r\n\r\n', 'HTTP/1.1 400'],
])('%s is answered 4xx', async (_what, bytes, expected) => {
  const setup = await startTestProxy()

  expect(await sendRaw(setup.proxy.port, bytes)).toContain(expected)

  expect(setup.requests).toEqual([])
  await expectStillServing(setup)
})

test.each([
  ['a line that is no header', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', '400'],
  ['two lengths', get('/', 'Content-Length: 1\r\nContent-Length: 2\r\n'), '400'],
  ['length and chunks', get('/', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n'), '400'],
  ['a broken chunk', `${get('/', 'Transfer-Encoding: chunked\r\n')}zz\r\n`, '400'],
  ['a wrong Host', 'GET / HTTP/1.1\r\nHost: fabrikam.vault.azure.net\r\n\r\n', '421'],
  ['a Host with another port', `GET / HTTP/1.1\r\nHost: ${vaultHost}:8443\r\n\r\n`, '421'],
  ['a Host with user info', `GET / HTTP/1.1\r\nHost: me@${vaultHost}\r\n\r\n`, '421'],
  ['an absolute target elsewhere', get('https://example.com/'), '421'],
])('%s inside a tunnel is answered and never reaches the handler', async (_what, bytes, status) => {
  const setup = await startTestProxy()
  const tunnel = await openTunnel(setup.proxy, `${vaultHost}:443`)

  tunnel.write(bytes)

  expect(await readToEnd(tunnel)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(setup.requests).toEqual([])
  await expectStillServing(setup)
})

test('a body beyond the limit is answered 413 while it is still being sent', async () => {
  const setup = await startTestProxy()
  const tunnel = await openTunnel(setup.proxy, `${vaultHost}:443`)

  tunnel.write(get('/', `Content-Length: ${5 * 1024 * 1024}\r\n`).replace('GET', 'PUT'))
  for (let megabyte = 0; megabyte < 5; megabyte++) tunnel.write(Buffer.alloc(1024 * 1024, 'x'))

  expect(await readToEnd(tunnel)).toMatch(/^HTTP\/1.1 413 /)
  expect(setup.requests).toEqual([])
  expect(setup.refusals).toMatchObject([{ reason: 'too-large' }])
  await expectStillServing(setup)
})

test('bytes that are not TLS close the tunnel', async () => {
  const setup = await startTestProxy()
  const socket = connectTcp(setup.proxy.port, '127.0.0.1')
  socket.write(`CONNECT ${vaultHost}:443 HTTP/1.1\r\nHost: x\r\n\r\n`)
  await readUntil(socket, '\r\n\r\n')

  socket.write('GET / HTTP/1.1\r\n\r\n')
  await readToEnd(socket)

  expect(setup.refusals).toMatchObject([{ reason: 'tls', host: vaultHost }])
  await expectStillServing(setup)
})

test('a TLS server name other than the tunnel’s closes it', async () => {
  const setup = await startTestProxy()
  const known = await openTunnel(setup.proxy, 'fabrikam.vault.azure.net:443')

  const tunnel = openTunnel(setup.proxy, `${vaultHost}:443`, { servername: 'fabrikam.vault.azure.net' })
  await tunnel.then(readToEnd, () => {})

  expect(setup.refusals).toMatchObject([{ reason: 'mismatch', host: vaultHost }])
  expect(setup.requests).toEqual([])
  known.destroy()
})

test('a server name that no tunnel was opened for gets no certificate', async () => {
  const setup = await startTestProxy()

  await expect(openTunnel(setup.proxy, `${vaultHost}:443`, { servername: 'example.com' })).rejects.toThrow()

  expect(setup.refusals).toMatchObject([{ reason: 'tls', message: expect.stringContaining('example.com') }])
  await expectStillServing(setup)
})

test('clients that leave at any moment leave nothing behind', async () => {
  const setup = await startTestProxy()
  const port = setup.proxy.port
  const connect = `CONNECT ${vaultHost}:443 HTTP/1.1\r\nHost: x\r\n\r\n`
  for (const bytes of ['', 'CONN', connect, `${connect}\x16\x03\x01`]) {
    const socket = connectTcp(port, '127.0.0.1')
    socket.on('error', () => {})
    if (bytes) socket.write(bytes)
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.resetAndDestroy()
  }
  const tunnel = await openTunnel(setup.proxy, `${vaultHost}:443`)
  tunnel.on('error', () => {})
  tunnel.write(get('/', 'Content-Length: 10\r\n').replace('GET', 'PUT'))
  tunnel.destroy()

  await expectStillServing(setup)
  expect(setup.faults).toEqual([])
})

test('half-closed connections are still answered', async () => {
  const setup = await startTestProxy(ok('late'))
  const tunnel = await openTunnel(setup.proxy, `${vaultHost}:443`)

  tunnel.end(getAndClose('/'))

  expect(await readToEnd(tunnel)).toContain('late')
})

test('a handler that throws is our fault: the connection is closed, and we are told', async () => {
  const setup = await startTestProxy(() => {
    throw new Error('ours')
  })
  const tunnel = await openTunnel(setup.proxy, `${vaultHost}:443`)

  tunnel.write(get('/'))

  expect(await readToEnd(tunnel)).toBe('')
  expect(setup.faults).toMatchObject([{ message: 'ours' }])
})

test('a header that can not be sent is our fault too', async () => {
  const setup = await startTestProxy(ok('', [['x-broken', 'a\r\nb']]))
  const tunnel = await openTunnel(setup.proxy, `${vaultHost}:443`)

  tunnel.write(get('/'))

  expect(await readToEnd(tunnel)).toBe('')
  expect(setup.faults).toMatchObject([{ code: 'ERR_INVALID_CHAR' }])
})
