import { existsSync, readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { UsageError } from '../wire/errors.ts'

/** Where systems keep their certificate authorities as one file: the list of Go's `crypto/x509`. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
]
/** What programs are told of further ones by. Machines behind a proxy that inspects TLS export them. */
const variables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE']

/**
 * The certificate authorities that a program on this machine trusts, each once, as PEM: Node's own, the system's, those that the
 * environment names, and the ones in `files`.
 * @throws UsageError for one of `files` that cannot be read or holds no certificate
 */
export function trustedRoots(
  files: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): readonly string[] {
  const named = variables.flatMap((name) => environment[name] ?? [])
  const system = systemFiles.find((file) => existsSync(file)) ?? []
  const found = [system, ...named].flat().flatMap((file) => certificatesIn(readIfThere(file)))
  const all = [...files.flatMap(certificatesOfOption), ...rootCertificates, ...found]
  // The same certificate comes in lines of different lengths.
  return [...new Map(all.map((pem) => [pem.replace(/\s/g, ''), pem])).values()]
}

function certificatesOfOption(file: string): string[] {
  const text = readIfThere(file)
  const certificates = certificatesIn(text)
  if (certificates.length > 0) return certificates
  const problem = text === undefined ? 'cannot be read' : 'holds no certificate (PEM)'
  throw new UsageError(`--upstream-ca "${file}" ${problem}.`)
}

function certificatesIn(text = ''): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => block.replaceAll('\r', ''))
}

/** What a variable names may be gone: programs pass over it. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return undefined
  }
}
