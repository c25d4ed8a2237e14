/** Why a real host could not be reached, or broke off, in one sentence with what to do about it. */
export function describeUpstreamProblem(host: string, error: unknown): string {
  const { code, message } = reasonOf(error)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `${host} is not in DNS (${code}). If you know where it is: --resolve ${host}:443:<address>.`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The server reached for ${host} has a certificate for another host (${code}).`
  if (certificateCodes.test(code))
    return `The certificate of ${host} is not trusted (${code}). If its authority is yours: --upstream-ca <file>.`
  if (/^ERR_(?:SSL|TLS)|^EPROTO/.test(code)) return `TLS with ${host} failed (${code}).`
  if (code === 'ECONNREFUSED') return `${host} refuses connections (${code}).`
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE')
    return `${host} closed the connection before its answer was complete (${code}).`
  return `${host} could not be reached: ${code || message}.`
}

const certificateCodes =
  /^(?:UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|CRL_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/

/** Happy eyeballs fail with a list: of its errors one is as good as another. */
function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return { code, message: error.message }
}
