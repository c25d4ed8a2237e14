import type { VaultState } from './vault-state.ts'

/**
 * Fills the templates that only the vault can: `${tenant}` (of this moment, when it is given), `${resource}`,
 * `${vault.host}`, `${httpDate:SECONDS}` (so long after now, by the machine's clock: a client goes by the same one), in
 * texts at any depth. Other references stay as they are.
 */
export function fillBehaviour<T>(value: T, state: VaultState, tenantId?: string): T
export function fillBehaviour(value: unknown, state: VaultState, tenantId?: string): unknown {
  if (typeof value === 'string') return fillText(value, state, tenantId)
  if (Array.isArray(value)) return value.map((item) => fillBehaviour(item, state, tenantId))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, fillBehaviour(member, state, tenantId)]),
  )
}

function fillText(text: string, state: VaultState, tenantId?: string): string {
  if (!text.includes('${')) return text
  return text.replace(
    /\$\{(tenant|resource|vault\.host|httpDate:(\d+))\}/g,
    (whole, name: string, ahead?: string) => {
      if (name === 'tenant') return tenantId ?? whole
      if (ahead !== undefined) return new Date(Date.now() + Number(ahead) * 1000).toUTCString()
      return name === 'resource' ? state.resource : state.host
    },
  )
}
