import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Where a tunnel leads; the host in lower case. */
export interface TunnelTarget {
  readonly host: string
  readonly port: number
}

/** Carries what a proxy does not serve itself to where it was meant to go. */
export interface PassOn {
  /** Serves `CONNECT`; `head` is what the client sent behind it. */
  tunnel(target: TunnelTarget, socket: Socket, head: Buffer): void
  /** Serves a request for an absolute `http://` URL. */
  request(url: string, message: IncomingMessage, response: ServerResponse): void
}
