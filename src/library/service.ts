import type { HttpClient } from '../transports/in-process/http-client.ts'
import type { Handler } from '../wire/handler.ts'
import type { Trace } from './trace.ts'

/**
 * What answers requests for a vault and for Entra inside this process: a vault and a player are both one.
 *
 * @example const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
 */
export interface InProcessService {
  /**
   * Whether a request to this address is answered here: its own vault host; Entra's hosts where the path names its tenant
   * (and instance discovery, which names none); the machine's managed identity endpoint, unless a request names (`client_id`)
   * the application of another service of this process.
   */
  answers(url: URL | string): boolean
  /** Wire messages in, wire messages out. What is not answered here ends as a closed connection. */
  readonly handler: Handler
  /**
   * For an Azure client in this process: no sockets, no interception.
   *
   * @example new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
   */
  readonly httpClient: HttpClient
  /** What has gone over the wire so far, by whichever way it came in. */
  readonly trace: Trace
}
