import { expect, test } from 'vitest'
import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { createTestVault, type SendOptions, send } from './test-support.ts'

/** A request that is refused, and how. */
export interface RefusalRow {
  readonly when: string
  readonly request: string
  readonly options?: SendOptions
  readonly behaviour?: VaultBehaviour
  readonly before?: readonly (readonly [request: string, options?: SendOptions])[]
  /** Status, code, inner code. */
  readonly expect: readonly [number, string, string?]
  readonly message: string | RegExp
}

export const one: VaultBehaviour = { secrets: { s: { value: 'v' } } }

/** Each is refused as its row says, and without a token before that. */
export function testRefusals(rows: readonly RefusalRow[]): void {
  test.each(rows)(
    '$request when $when: $expect',
    async ({ request, options, behaviour, before = [], ...row }) => {
      const vault = createTestVault(behaviour)
      for (const [earlier, earlierOptions] of before) await send(vault, earlier, earlierOptions)
      const answer = await send(vault, request, options)
      const { code, message, innererror, ...others } = answer.json['error'] as Record<string, unknown>
      expect([answer.status, code]).toEqual(row.expect.slice(0, 2))
      expect(innererror).toEqual(row.expect[2] === undefined ? undefined : { code: row.expect[2] })
      expect(others).toEqual({})
      expect(Object.keys(answer.json)).toEqual(['error'])
      if (typeof row.message === 'string') expect(message).toBe(row.message)
      else expect(message).toMatch(row.message)
    },
  )

  test.each(rows)(
    'without a token, $request when $when is a 401',
    async ({ request, options, behaviour }) => {
      const answer = await send(createTestVault(behaviour), request, { ...options, token: null })
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer authorization=/)
    },
  )
}
