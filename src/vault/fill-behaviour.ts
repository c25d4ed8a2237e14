import type { VaultState } from './vault-state.ts'

/**
 * Fills the templates that only the vault can: `${tenant}` (of this moment, when it is given), `${resource}`,
 * `${vault.host}`, in texts at any depth. Other references stay as they are.
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
  return text.replace(/\$\{(tenant|resource|vault\.host)\}/g, (whole, name: string) => {
    if (name === 'tenant') return tenantId ?? whole
    return name === 'resource' ? state.resource : state.host
  })
}
