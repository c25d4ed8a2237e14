import { setTimeout as sleep } from 'node:timers/promises'
import { writeTestToken } from '../../vault/test-token.ts'

/** Seconds a test token lives when the scenario does not say. */
const defaultLifetime = 3600

/** A credential as `@azure/core-auth` and `@azure/core-http` define it. */
export interface TestCredential {
  getToken(
    scopes: string | readonly string[],
    options?: GetTokenOptions,
  ): Promise<{ token: string; expiresOnTimestamp: number }>
}

interface GetTokenOptions {
  readonly tenantId?: string
  readonly claims?: string
  readonly enableCae?: boolean
}

/**
 * A credential whose token says what the client asked for: see `credential` in `schemas/driver.json`.
 * `lifetimeSeconds`: of the 1st, 2nd, … token; the last one goes on.
 */
export function createTestCredential(options: {
  readonly clientId: string
  readonly lifetimeSeconds?: readonly number[]
}): TestCredential {
  const { clientId, lifetimeSeconds = [defaultLifetime] } = options
  let serial = 0
  return {
    async getToken(scopes, asked = {}) {
      const asking = ++serial
      const issued = Date.now()
      // As with a real credential, the token is there in a later turn, and later than it was issued: a client that does not
      // wait for it is seen, and one whose margin is as long as the token lives finds it used up, however fast the machine.
      do await sleep(1)
      while (Date.now() === issued)
      const lifetime = lifetimeSeconds[asking - 1] ?? lifetimeSeconds.at(-1) ?? defaultLifetime
      const token = writeTestToken({
        scopes: typeof scopes === 'string' ? [scopes] : [...(scopes ?? [])],
        tenantId: asked.tenantId ?? null,
        claims: asked.claims ?? null,
        enableCae: asked.enableCae ?? null,
        serial: asking,
        clientId,
      })
      return { token, expiresOnTimestamp: issued + lifetime * 1000 }
    },
  }
}
