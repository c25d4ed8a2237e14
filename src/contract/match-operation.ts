import { parseQuery } from '../wire/url.ts'
import { matchPath, type PathMatch } from './match-path.ts'
import type { Operation } from './operation.ts'

export { isVaultHost } from './vault-host.ts'

/** What a method and a URL ask for. */
export interface OperationMatch {
  readonly operation: Operation
  /** Decoded path segment, in the caller's letter case; `undefined` for lists and RestoreSecret. */
  readonly name: string | undefined
  /** Decoded; `undefined` when the segment is missing or empty (`/secrets/n` and `/secrets/n/`: the newest version). */
  readonly version: string | undefined
  /** Lower case, without port. */
  readonly host: string
  /** Value of the first `api-version`; `undefined` when missing or unknown. */
  readonly apiVersion: string | undefined
  /** Decoded names and values in order of appearance. */
  readonly query: readonly (readonly [name: string, value: string])[]
}

/**
 * The operation that a method and an absolute URL ask for; `undefined` when it is none of the twelve. Says nothing of
 * the host: ask `isVaultHost`. A vault URL with a path of its own (`https://host/tenant/secrets/n`) does not match:
 * no vault of the service has one, so a caller who serves one strips it.
 *
 * An empty name is no operation: `PUT /secrets/` is `undefined` here, while `matchPath` still knows the path, which is
 * how a caller tells the service's 405 from an address that means nothing to it.
 *
 * @example matchOperation('GET', 'https://a.vault.azure.net:443/secrets/n/?api%2Dversion=7.6')?.operation // 'GetSecret'
 */
export function matchOperation(method: string, url: string): OperationMatch | undefined {
  const path = matchPath(url)
  if (!path) return undefined
  const operation = operationOf(method, path)
  if (!operation) return undefined
  const [name, second] = path.segments
  const query = parseQuery(path.query)
  return {
    operation,
    name: operation === 'RestoreSecret' ? undefined : name,
    version: versionedOperations.has(operation) ? second : undefined,
    host: path.host,
    apiVersion: query.find(([parameter]) => parameter === 'api-version')?.[1],
    query,
  }
}

const versionedOperations: ReadonlySet<Operation> = new Set<Operation>(['GetSecret', 'UpdateSecret'])

function operationOf(method: string, path: PathMatch): Operation | undefined {
  const { segments } = path
  if (path.collection === 'deletedsecrets') return deletedSecretOperation(method, segments)
  if (segments.length === 0) return method === 'GET' ? 'GetSecrets' : undefined
  return segments.length === 1
    ? secretOperation(method, segments[0])
    : subresourceOperation(method, segments[1])
}

function deletedSecretOperation(method: string, segments: readonly string[]): Operation | undefined {
  if (segments.length === 2) {
    return method === 'POST' && segments[1] === 'recover' ? 'RecoverDeletedSecret' : undefined
  }
  if (method === 'GET') return segments.length === 0 ? 'GetDeletedSecrets' : 'GetDeletedSecret'
  return method === 'DELETE' && segments.length === 1 ? 'PurgeDeletedSecret' : undefined
}

/** `/secrets/{name}`. A secret may be called `restore`: only POST means the operation. */
function secretOperation(method: string, name: string | undefined): Operation | undefined {
  if (method === 'GET') return 'GetSecret'
  if (method === 'PUT') return 'SetSecret'
  if (method === 'PATCH') return 'UpdateSecret'
  if (method === 'DELETE') return 'DeleteSecret'
  return method === 'POST' && name === 'restore' ? 'RestoreSecret' : undefined
}

/** `/secrets/{name}/{version}`, `/versions` or `/backup`. */
function subresourceOperation(method: string, second: string | undefined): Operation | undefined {
  if (method === 'GET') return second === 'versions' ? 'GetSecretVersions' : 'GetSecret'
  if (method === 'PATCH') return 'UpdateSecret'
  return method === 'POST' && second === 'backup' ? 'BackupSecret' : undefined
}
