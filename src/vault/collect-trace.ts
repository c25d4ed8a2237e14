import type { Exchange } from '../wire/exchange.ts'
import type { Party, Service } from './create-service.ts'

/** Whose exchanges are wanted: those that are for one of these. Letter case does not matter. */
export interface TraceOwners {
  readonly hosts: Iterable<string>
  /** Token requests of these applications, at Entra and at managed identity endpoints. */
  readonly clientIds?: Iterable<string>
  /** Metadata requests (discovery, keys), which name a tenant but no application. */
  readonly tenantIds?: Iterable<string>
}

/** The trace of one client, or of one scenario, while it runs. */
export interface TraceCollector {
  /** So far, in order of answers, with indexes from 0. */
  readonly exchanges: readonly Exchange[]
  /** What our own handlers threw while they served these. */
  readonly faults: readonly unknown[]
  stop(): void
}

/** Collects what a service serves for some hosts and applications, from now on until it is stopped. */
export function collectTrace(service: Service, owners: TraceOwners): TraceCollector {
  const hosts = lowerCase(owners.hosts)
  const clientIds = lowerCase(owners.clientIds)
  const tenantIds = lowerCase(owners.tenantIds)
  const exchanges: Exchange[] = []
  const faults: unknown[] = []
  const isWanted = (party: Party): boolean => {
    if (party.service === 'vault' || party.service === 'nobody') return hosts.has(party.host)
    if (party.clientId !== undefined) return clientIds.has(party.clientId)
    return party.tenantId !== undefined && tenantIds.has(party.tenantId)
  }
  const stop = service.onExchange(({ exchange, party, fault }) => {
    if (!isWanted(party)) return
    exchanges.push({ ...exchange, index: exchanges.length })
    if (fault !== undefined) faults.push(fault)
  })
  return { exchanges, faults, stop }
}

function lowerCase(texts: Iterable<string> = []): ReadonlySet<string> {
  return new Set(Array.from(texts, (text) => text.toLowerCase()))
}
