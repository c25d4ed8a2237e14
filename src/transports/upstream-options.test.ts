import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createCertificateAuthority } from './certificate-authority.ts'
import { readProxies } from './upstream-proxy.ts'
import { parseResolve } from './upstream-resolve.ts'
import { trustedRoots } from './upstream-roots.ts'

test.each([
  ['contoso.vault.azure.net:443:127.0.0.1', 'contoso.vault.azure.net', 443, '127.0.0.1', 443],
  ['Contoso.Vault.Azure.net:443:127.0.0.1:8443', 'contoso.vault.azure.net', 443, '127.0.0.1', 8443],
  ['*:443:[::1]', '*', 443, '::1', 443],
  ['a.example:8443:2001:db8::1', 'a.example', 8443, '2001:db8::1', 8443],
  ['a.example:443:[2001:db8::1]:8443', 'a.example', 443, '2001:db8::1', 8443],
])('--resolve %s', (option, host, port, address, addressPort) => {
  expect(parseResolve(option)).toEqual({ host, port, address, addressPort })
})

test.each([
  'a.example:443',
  'a.example:443:',
  'a.example:443:b.example',
  ':443:127.0.0.1',
  'a:0:127.0.0.1',
  'a:70000:127.0.0.1',
  'a:443:127.0.0.1:0',
  'a:443:127.0.0.1:',
])('--resolve %s is a mistake', (option) => {
  expect(() => parseResolve(option)).toThrow(
    `--resolve "${option}" must be host:port:address, the address an IP address, with :port if that differs.`,
  )
})

const vault = { host: 'contoso.vault.azure.net', port: 443 }

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://proxy:8080' }, 'http://proxy:8080/'],
  [{ https_proxy: 'proxy:8080', HTTPS_PROXY: 'http://other' }, 'http://proxy:8080/'],
  [{ ALL_PROXY: 'https://user:p%40ss@proxy' }, 'https://user:p%40ss@proxy/'],
  [{ HTTP_PROXY: 'http://proxy' }, undefined],
  [{ HTTPS_PROXY: '' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'example.com, .azure.net' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: '*.vault.azure.net:443' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy', no_proxy: 'vault.azure.net:8443 azure.ne' }, 'http://proxy/'],
  [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: '*' }, undefined],
])('the proxy of the environment %j on the way to a vault: %s', (environment, proxy) => {
  expect(readProxies(environment)('https', vault)?.href).toBe(proxy)
})

test.each(['localhost', '127.0.0.1', '127.8.8.8', '[::1]', '169.254.169.254'])(
  'nothing stands between here and %s',
  (host) => {
    const proxyFor = readProxies({ ALL_PROXY: 'http://proxy' })
    expect(proxyFor('http', { host, port: 80 })).toBeUndefined()
  },
)

test.each([
  ['socks5://user:kvc-canary@proxy', 'is of the kind socks5://; http:// and https:// can be used.'],
  ['http://user:kvc-canary@', 'is no address; http:// and https:// can be used.'],
])('a proxy of the environment that cannot be used: %s', (value, message) => {
  const read = (): unknown => readProxies({ HTTPS_PROXY: value })
  expect(read).toThrow(message)
  expect(read).not.toThrow('kvc-canary')
})

test('authorities: Node’s, those of the environment, those of the option; each once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-roots-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [one, two] = await Promise.all([createCertificateAuthority(), createCertificateAuthority()])
  writeFileSync(join(folder, 'one.pem'), `Some words\n${one.caPem}`)
  writeFileSync(join(folder, 'both.pem'), `${one.caPem.replaceAll('\n', '\r\n')}${two.caPem}`)
  writeFileSync(join(folder, 'none.pem'), 'no certificate')

  const environment = { SSL_CERT_FILE: join(folder, 'both.pem'), CURL_CA_BUNDLE: join(folder, 'gone.pem') }
  const roots = trustedRoots([join(folder, 'one.pem')], environment)

  const plain = trustedRoots([], {})
  expect(roots.length).toBe(plain.length + 2)
  expect(plain.length).toBeGreaterThanOrEqual(rootCertificates.length)
  expect(roots[0]?.trim()).toBe(one.caPem.trim())
  expect(() => trustedRoots([join(folder, 'none.pem')])).toThrow('none.pem" holds no certificate (PEM).')
  expect(() => trustedRoots([join(folder, 'gone.pem')])).toThrow('gone.pem" cannot be read.')
})
