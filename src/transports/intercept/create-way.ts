import { Agent, type AgentOptions, type ClientRequestArgs, createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { isResponse } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { carryRequest } from '../carry-request.ts'
import { unansweredError } from '../closed-error.ts'
import { connectInMemory, MemorySocket } from './memory-socket.ts'

/** A way to a handler for Node's HTTP client. */
export interface Way {
  /** To be the `agent` of a request. */
  readonly agent: Agent
  /** Ends every connection. */
  close(): void
}

/**
 * A way on which Node's own HTTP client talks to Node's own HTTP server through memory: no socket and no TLS, and yet
 * headers arrive in their order and letter case, bodies as they were sent, and a closed connection is one.
 *
 * @param onFault told when the handler threw; the client sees a closed connection
 */
export function createWay(
  scheme: 'https' | 'http',
  handler: Handler,
  onFault: (error: unknown) => void,
): Way {
  // Nothing is gained by closing what costs nothing, and a request could just be on its way.
  const server = createServer({ keepAliveTimeout: 0 }, (message, response) => {
    const carrier = { handler: tellWhy(handler, message.socket), onFault, onRefused: () => {} }
    carryRequest(carrier, `${scheme}://${message.headers.host}${message.url}`, message, response)
  })
  const agent = new MemoryAgent(scheme, (connection) => void server.emit('connection', connection))
  return { agent, close: () => agent.destroy() }
}

/** A connection that closes because no recording answers ends with an error that says so, which clients do not retry. */
function tellWhy(handler: Handler, server: Duplex): Handler {
  return async (request) => {
    const answer = await handler(request)
    const error = isResponse(answer) ? undefined : unansweredError(answer)
    if (error && server instanceof MemorySocket) server.peer?.destroy(error)
    return answer
  }
}

class MemoryAgent extends Agent {
  readonly defaultPort: number
  readonly protocol: string
  readonly #serve: (connection: Duplex) => void

  constructor(scheme: 'https' | 'http', serve: (connection: Duplex) => void) {
    super({ keepAlive: true } satisfies AgentOptions)
    this.defaultPort = scheme === 'https' ? 443 : 80
    this.protocol = `${scheme}:`
    this.#serve = serve
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    const [client, server] = connectInMemory()
    this.#serve(server)
    return client
  }
}
