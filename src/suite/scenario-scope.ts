import type { Scenario } from '../contract/generated/types/scenario.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { cloudOf } from '../vault/cloud.ts'
import type { ScenarioIdentity } from './scenario-identity.ts'
import type { StepRecord } from './step-record.ts'
import type { TemplateScope } from './templates.ts'

/** What templates of a scenario are filled in from. */
export interface ScopeSources {
  readonly id: string
  readonly scenario: Scenario
  readonly identity: ScenarioIdentity
  /** Of the run, or the client's own default where it is known. */
  readonly apiVersion: string | undefined
  trace(): readonly SeenExchange[]
  records(): readonly StepRecord[]
}

/** Answers every reference that the description of `schemas/scenario.json` lists, as of this moment. */
export function createScope(sources: ScopeSources): TemplateScope {
  return { scenario: sources.id, resolve: (reference) => resolve(reference, sources) }
}

function resolve(reference: string, sources: ScopeSources): unknown {
  const [kind, ...path] = reference.split('.')
  const { identity } = sources
  switch (kind) {
    case 'vault':
      return addressOf('vault', path[0], identity)
    case 'vaults':
      return addressOf(path[0] ?? '', path[1], identity)
    case 'resource':
      return sources.scenario.vault?.audience ?? cloudOf(identity.hosts.get('vault') ?? '').resource
    case 'tenant':
      return identity.tenantId
    case 'tenants':
      return identity.tenant(path[0] ?? '')
    case 'clientId':
      return identity.clientId
    case 'canary':
      return identity.canary(path.join('.'))
    case 'apiVersion':
      return sources.apiVersion ?? seenApiVersion(sources.trace())
    case 'nextLink':
      return newestNextLink(sources.trace())
    case 'steps':
      return stepMember(path, sources.records())
    default:
      return undefined
  }
}

function addressOf(key: string, member: string | undefined, { hosts }: ScenarioIdentity): string | undefined {
  const host = hosts.get(key)
  if (host === undefined) return undefined
  switch (member) {
    case 'host':
      return host
    case 'url':
      return `https://${host}`
    case 'capitals':
      return `HTTPS://${host.toUpperCase()}`
    default:
      return undefined
  }
}

/** A client that does not tell its default shows it in its first request. */
function seenApiVersion(trace: readonly SeenExchange[]): string | undefined {
  return trace.find((seen) => seen.match?.apiVersion !== undefined)?.match?.apiVersion
}

function newestNextLink(trace: readonly SeenExchange[]): unknown {
  const links = trace.map((seen) => memberOf(seen.responseJson(), 'nextLink'))
  return links.findLast((link) => typeof link === 'string' && link !== '')
}

function stepMember([id, ...path]: readonly string[], records: readonly StepRecord[]): unknown {
  const record = records.find(({ step }) => step.id === id)
  if (record?.end !== 'settled') return undefined
  return path.reduce<unknown>(memberOf, record.result)
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  // What a client exposes as null stands for nothing that a later step could use.
  return Reflect.get(value, name) ?? undefined
}
