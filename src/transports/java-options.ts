import type { CertificateFile } from './certificate-file.ts'

/**
 * Variables that make a JVM use the proxy and trust its certificates: it reads neither `HTTPS_PROXY` nor `SSL_CERT_FILE`.
 * `JAVA_TOOL_OPTIONS` is read by each JVM; of the other two, what a caller has in them would win, so that they are added
 * to as well where they are set. What the caller had in any of them stays, ahead of ours: of two settings the last counts.
 */
export function javaOptions(
  proxyUrl: string,
  { trustStore }: CertificateFile,
  inherited: NodeJS.ProcessEnv,
): Record<string, string> {
  const { hostname, port } = new URL(proxyUrl)
  const settings = {
    'javax.net.ssl.trustStore': trustStore.path,
    'javax.net.ssl.trustStoreType': 'JKS',
    'javax.net.ssl.trustStorePassword': trustStore.password,
    'https.proxyHost': hostname,
    'https.proxyPort': port,
    'http.proxyHost': hostname,
    'http.proxyPort': port,
    // For https too. Empty, for not even this machine is an exception.
    'http.nonProxyHosts': '',
  }
  const ours = Object.entries(settings).map(([name, value]) => quoted(`-D${name}=${value}`))
  const names = ['JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'].filter((name) => inherited[name])
  return Object.fromEntries(
    ['JAVA_TOOL_OPTIONS', ...names].map((name) => [name, [inherited[name] ?? [], ...ours].flat().join(' ')]),
  )
}

/** The JVM splits at blanks outside quotes of either kind, and knows no escapes. */
function quoted(option: string): string {
  if (!/[\s'"]/.test(option)) return option
  return option.includes('"') ? `'${option}'` : `"${option}"`
}
