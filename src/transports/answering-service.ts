import type { Handler } from '../wire/handler.ts'

/** What a way in needs of a service: whose requests it answers, and the answers. Vaults and players are both one. */
export interface AnsweringService {
  /** Whether a request to this address is answered here. */
  answers(url: string): boolean
  readonly handler: Handler
}
