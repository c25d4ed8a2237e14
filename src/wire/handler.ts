import type { WireAnswer, WireRequest } from './exchange.ts'

/**
 * The service side of HTTP, whatever carries it. Vault, player and recorder are all handlers.
 * A handler never throws for anything a client sent; a throw is a fault of ours.
 */
export type Handler = (request: WireRequest) => Promise<WireAnswer>
