import type { Clock } from '../clock.ts'
import type { TokenFaults } from './token-faults.ts'

/** An application that may ask for tokens in a tenant; it is a managed identity too. */
export interface Application {
  /** GUIDs, any letter case. */
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Public key or certificate (PEM) whose private key signs the application's assertions. */
  readonly assertionKey?: string
  /** The time its tokens are issued at: its vault's, where that has a time of its own. Default: Entra's clock. */
  readonly clock?: Clock
  /** What goes wrong with its token requests. */
  readonly faults?: TokenFaults
}

/** Who is known to Entra. */
export interface Applications {
  addTenant(tenantId: string): void
  add(application: Application): void
  /** Forgets an application in all its tenants. */
  remove(clientId: string): void
  hasTenant(tenantId: string): boolean
  find(tenantId: string, clientId: string): Application | undefined
  /** A managed identity: by client id, or the machine's own, which is the application that was registered first. */
  findIdentity(clientId: string | undefined): Application | undefined
}

export function createApplications(): Applications {
  const tenants = new Set<string>()
  const applications = new Map<string, Application>()
  const keyOf = (tenantId: string, clientId: string): string => `${tenantId}/${clientId}`.toLowerCase()
  const all = (): Application[] => [...applications.values()]
  const hasId = (clientId: string) => (application: Application) =>
    application.clientId.toLowerCase() === clientId.toLowerCase()
  return {
    addTenant: (tenantId) => void tenants.add(tenantId.toLowerCase()),
    add: (application) => {
      tenants.add(application.tenantId.toLowerCase())
      applications.set(keyOf(application.tenantId, application.clientId), application)
    },
    remove: (clientId) => {
      for (const found of all().filter(hasId(clientId))) {
        applications.delete(keyOf(found.tenantId, found.clientId))
      }
    },
    hasTenant: (tenantId) => tenants.has(tenantId.toLowerCase()),
    find: (tenantId, clientId) => applications.get(keyOf(tenantId, clientId)),
    findIdentity: (clientId) => (clientId === undefined ? all()[0] : all().find(hasId(clientId))),
  }
}
