import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { startProxy } from '../../src/transports/proxy.ts'
import { bytesOf, textOf } from '../../src/wire/body.ts'
import { noBody } from '../../src/wire/exchange.ts'
import { openEagerTunnel, openTunnel, readToEnd, readUntil, sendRaw } from './proxy-client.ts'
import { get, getAndClose, ok, startTestProxy, vaultHost } from './start-test-proxy.ts'

test('the handler sees headers in order and case, the target untouched, and the body', async () => {
  const { proxy, requests } = await startTestProxy()
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(
    'PUT //secrets/../a%2Fb?api%2Dversion=7.6&&x HTTP/1.1\r\nhost: Contoso.vault.azure.net:443\r\nX-b: 1\r\n' +
      'x-A: 2\r\nX-b: 3\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody',
  )
  await readToEnd(tunnel)

  const [seen] = requests
  expect(seen?.method).toBe('PUT')
  expect(seen?.url).toBe('https://Contoso.vault.azure.net:443//secrets/../a%2Fb?api%2Dversion=7.6&&x')
  expect(seen?.headers).toEqual([
    ['host', 'Contoso.vault.azure.net:443'],
    ['X-b', '1'],
    ['x-A', '2'],
    ['X-b', '3'],
    ['Content-Length', '4'],
    ['Connection', 'close'],
  ])
  expect(textOf(seen?.body ?? noBody)).toBe('body')
})

test('the client sees headers as they were given, none added', async () => {
  const headers = [
    ['x-Zed', '1'],
    ['Date', 'today'],
    ['x-zed', '2'],
  ] as const
  const { proxy } = await startTestProxy(ok('{"a":1}', headers))
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(get('/'))

  expect(await readUntil(tunnel, '{"a":1}')).toBe(
    'HTTP/1.1 200 OK\r\nx-Zed: 1\r\nDate: today\r\nx-zed: 2\r\nContent-Length: 7\r\n\r\n{"a":1}',
  )
  tunnel.destroy()
})

test('one tunnel carries many requests, one after the other', async () => {
  const { proxy } = await startTestProxy((request) => ok(request.url))
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(get('/1') + get('/2') + getAndClose('/3'))

  const bodies = (await readToEnd(tunnel)).match(/https:\S+?\/\d/g)
  expect(bodies).toEqual(['1', '2', '3'].map((path) => `https://${vaultHost}/${path}`))
})

test('204 has neither body nor length; an answer without a length is given one', async () => {
  const { proxy } = await startTestProxy((request) => ({
    status: request.method === 'DELETE' ? 204 : 200,
    headers: [],
    body: bytesOf(request.method === 'DELETE' ? '' : 'abc'),
  }))
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(get('/').replace('GET', 'DELETE') + getAndClose('/'))

  expect(await readToEnd(tunnel)).toBe(
    'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
  )
})

test('clients that wait for 100 Continue are told to go on', async () => {
  const { proxy, requests } = await startTestProxy()
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(getAndClose('/', 'Expect: 100-continue\r\nContent-Length: 3\r\n').replace('GET', 'PUT'))
  await readUntil(tunnel, 'HTTP/1.1 100 Continue\r\n\r\n')
  tunnel.write('abc')
  await readToEnd(tunnel)

  expect(textOf(requests[0]?.body ?? noBody)).toBe('abc')
})

test('TLS sessions are resumed across tunnels', async () => {
  const { proxy } = await startTestProxy()
  const first = await openTunnel(proxy, `${vaultHost}:443`)
  const session = new Promise<Buffer>((resolve) => first.once('session', resolve))
  first.write(getAndClose('/'))
  await readToEnd(first)

  const second = await openTunnel(proxy, `${vaultHost}:443`, { session: await session })

  expect(second.isSessionReused()).toBe(true)
  second.destroy()
})

test('a client that does not wait for the answer to CONNECT is served', async () => {
  const { proxy } = await startTestProxy(ok('early'))
  const tunnel = await openEagerTunnel(proxy, vaultHost)

  tunnel.write(get('/'))

  expect(await readUntil(tunnel, 'early')).toContain('HTTP/1.1 200 OK')
  tunnel.destroy()
})

test('http:// in absolute form reaches the handler as http, so that https-only can be judged', async () => {
  const { proxy, requests } = await startTestProxy(ok('{}'))

  await sendRaw(
    proxy.port,
    getAndClose('http://169.254.169.254/metadata/identity/oauth2/token?resource=a%2Fb'),
  )
  await sendRaw(proxy.port, getAndClose(`http://${vaultHost}/secrets/a`))

  expect(requests.map((request) => request.url)).toEqual([
    'http://169.254.169.254/metadata/identity/oauth2/token?resource=a%2Fb',
    `http://${vaultHost}/secrets/a`,
  ])
})

test.each(['in two pieces', 'at once'])('plain HTTP in a tunnel, sent %s, is served as http', async (how) => {
  const { proxy, requests } = await startTestProxy()
  const connect = `CONNECT ${vaultHost}:80 HTTP/1.1\r\nHost: ${vaultHost}:80\r\n\r\n`
  const socket = connectTcp(proxy.port, '127.0.0.1')

  socket.write(how === 'at once' ? connect + getAndClose('/a') : connect)
  if (how !== 'at once') {
    await readUntil(socket, '\r\n\r\n')
    socket.write(getAndClose('/a'))
  }
  await readToEnd(socket)

  expect(requests.map(({ url }) => url)).toEqual([`http://${vaultHost}/a`])
})

test('an answer that is cut short closes the connection after what was sent', async () => {
  const sent = { status: 200, headers: [['Content-Length', '100']] as const, body: bytesOf('half') }
  const { proxy } = await startTestProxy({ closed: true, sent })
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(get('/'))

  expect(await readToEnd(tunnel)).toBe('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')
})

test('a closed connection has no answer at all', async () => {
  const { proxy } = await startTestProxy({ closed: true })
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(get('/'))

  expect(await readToEnd(tunnel)).toBe('')
})

test('an answer whose length lies is the last of its connection', async () => {
  const { proxy } = await startTestProxy({
    status: 200,
    headers: [['Content-Length', '1']],
    body: bytesOf('abc'),
  })
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)

  tunnel.write(get('/') + get('/'))

  expect((await readToEnd(tunnel)).match(/HTTP\/1.1/g)).toHaveLength(1)
})

test('the CA files hold the certificate only, in a private folder of their own, until the proxy is closed', async () => {
  const proxy = await startProxy({ handler: async () => ok('{}'), accepts: () => true })
  const folder = dirname(proxy.caFile)

  expect(readFileSync(proxy.caFile, 'utf8')).toBe(proxy.caPem)
  expect(proxy.caPem).toMatch(/^-----BEGIN CERTIFICATE-----\n[\w+/=\n]+-----END CERTIFICATE-----\n$/)
  // JVMs read no PEM: the same certificate stands in a JKS file.
  expect(readdirSync(folder).sort()).toEqual(['ca.jks', 'ca.pem'])
  for (const file of readdirSync(folder))
    expect(readFileSync(join(folder, file), 'latin1')).not.toContain('PRIVATE KEY')
  expect(statSync(folder).mode & 0o077).toBe(0)

  await proxy.close()
  expect(existsSync(folder)).toBe(false)
})

test('the environment names the proxy in both cases and every variable for the CA', async () => {
  const { proxy } = await startTestProxy()
  const { url, caFile, environment } = proxy

  const { JAVA_TOOL_OPTIONS: java, ...others } = environment
  expect(java).toContain(`-Djavax.net.ssl.trustStore=${dirname(caFile)}/ca.jks`)
  expect(java).toContain(`-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=${proxy.port}`)
  expect(others).toEqual({
    HTTPS_PROXY: url,
    https_proxy: url,
    HTTP_PROXY: url,
    http_proxy: url,
    ALL_PROXY: url,
    all_proxy: url,
    NO_PROXY: '',
    no_proxy: '',
    NODE_EXTRA_CA_CERTS: caFile,
    NODE_USE_ENV_PROXY: '1',
    SSL_CERT_FILE: caFile,
    SSL_CERT_DIR: dirname(caFile),
    REQUESTS_CA_BUNDLE: caFile,
    CURL_CA_BUNDLE: caFile,
  })
})

test('closing ends keep-alive connections at once, and twice is once', async () => {
  const { proxy } = await startTestProxy()
  const tunnel = await openTunnel(proxy, `${vaultHost}:443`)
  tunnel.write(get('/'))
  await readUntil(tunnel, '{}')

  const ended = readToEnd(tunnel)
  await Promise.all([proxy.close(), proxy.close()])

  expect(await ended).toBe('')
})

test('a port that is taken is the caller’s mistake', async () => {
  const { proxy } = await startTestProxy()

  const second = startProxy({ handler: async () => ok('{}'), accepts: () => true, port: proxy.port })

  await expect(second).rejects.toMatchObject({ code: 'KVC_USAGE' })
  await expect(second).rejects.toThrow(`127.0.0.1:${proxy.port}`)
})
