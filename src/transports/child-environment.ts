import type { CertificateFile } from './certificate-file.ts'
import { javaOptions } from './java-options.ts'

/**
 * The variables that send a program's traffic through the proxy and have it trust the proxy's certificates, whatever
 * language it is written in. Each is set even where the machine sets it already: machines behind a corporate proxy
 * export all of them, and one that stays would win. Laid over the inherited environment of a child, never over our own.
 */
export function childEnvironment(
  proxyUrl: string,
  file: CertificateFile,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return {
    ...inBothCases({ HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, ALL_PROXY: proxyUrl, NO_PROXY: '' }),
    // Node, from process start only; added to the built-in authorities.
    NODE_EXTRA_CA_CERTS: file.path,
    // Node 24 and later: its own `fetch` and `http` read the variables above only when told to.
    NODE_USE_ENV_PROXY: '1',
    // OpenSSL (Python's aiohttp, Ruby, PHP), Go, Rust's native certificates, .NET on Linux.
    SSL_CERT_FILE: file.path,
    SSL_CERT_DIR: file.directory,
    // Python's requests, and whatever else looks for curl's bundle.
    REQUESTS_CA_BUNDLE: file.path,
    CURL_CA_BUNDLE: file.path,
    ...javaOptions(proxyUrl, file, inherited),
  }
}

/** curl reads `http_proxy` in lower case only, others upper case only; what differs between the two is anybody's guess. */
function inBothCases(variables: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(variables)
  return Object.fromEntries([...entries, ...entries.map(([name, value]) => [name.toLowerCase(), value])])
}
