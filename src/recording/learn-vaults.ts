import { matchOperation } from '../contract/match-operation.ts'
import { isVaultHost } from '../contract/vault-host.ts'
import { type Exchange, isResponse } from '../wire/exchange.ts'
import { parseUrl } from '../wire/url.ts'

/**
 * Tells which hosts of a recording are vaults although their names do not say so: sanitised ones (`fakevault`,
 * `Sanitized`, `REDACTED`), emulators on localhost, custom domains. They are known by their role: an answer with a header
 * `x-ms-keyvault-…`, or a request for one of the twelve operations with an api-version. A host once known stays known.
 */
export interface VaultLearner {
  /** Takes in an exchange; the hosts known by now, lower case, without port. */
  see(exchange: Exchange): readonly string[]
}

/** More than any recording has; beyond it further hosts are not learnt. */
const mostHosts = 64

export function learnVaults(): VaultLearner {
  const vaults: string[] = []
  /** Asked often and known either way. */
  let lastHost = ''
  return {
    see(exchange) {
      const { url } = exchange.request
      if (lastHost !== '' && url.startsWith(lastHost)) return vaults
      const host = parseUrl(url)?.host
      if (host === undefined) return vaults
      if (isVaultHost(host, vaults)) lastHost = url.slice(0, url.indexOf('/', 8) + 1)
      else if (vaults.length < mostHosts && actsAsVault(exchange)) vaults.push(host)
      return vaults
    },
  }
}

function actsAsVault({ request, answer }: Exchange): boolean {
  const isKeyVault = ([name]: readonly [string, string]): boolean => /^x-ms-keyvault-/i.test(name)
  if (isResponse(answer) && answer.headers.some(isKeyVault)) return true
  return matchOperation(request.method, request.url)?.apiVersion !== undefined
}
