import { isIP } from 'node:net'
import { UsageError } from '../wire/errors.ts'

/** Where a host is to be reached, in place of what DNS says. */
export interface ResolveRule {
  /** In lower case; `*` is any host. */
  readonly host: string
  readonly port: number
  readonly address: string
  readonly addressPort: number
}

/**
 * Reads `--resolve host:port:address`, as curl has it; `*` as host is any host, an IPv6 address may stand in brackets. One thing more:
 * `address:port` leads to another port, for a server on loopback that may not listen on 443.
 * @throws UsageError for what is none
 */
export function parseResolve(option: string): ResolveRule {
  const match = /^(\[[\da-f:.]+\]|[^\s:/[\]]+):(\d{1,5}):(.+)$/i.exec(option)
  const target = match && parseAddress(match[3] ?? '', Number(match[2]))
  if (!match?.[1] || !target || !isPort(Number(match[2])) || !isPort(target.addressPort))
    throw new UsageError(
      `--resolve "${option}" must be host:port:address, the address an IP address, with :port if that differs.`,
    )
  return { host: match[1].toLowerCase(), port: Number(match[2]), ...target }
}

function parseAddress(text: string, port: number): Pick<ResolveRule, 'address' | 'addressPort'> | undefined {
  if (isIP(text) !== 0) return { address: text, addressPort: port }
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text)
  const address = match?.[1] ?? match?.[2] ?? ''
  if (isIP(address) === 0) return undefined
  return { address, addressPort: match?.[3] === undefined ? port : Number(match[3]) }
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535
}
