import { remember } from '../../contract/remember.ts'
import type { WireRequest } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { bodyShape } from './body-shape.ts'
import type { Dials } from './dials.ts'
import type { ExchangeStore } from './exchange-store.ts'
import type { Miss } from './explain-miss.ts'
import type { Call } from './find-candidate.ts'
import type { Play } from './play.ts'
import type { PlayFinding } from './play-finding.ts'
import type { PlayableRecording } from './playable-recording.ts'
import type { RecordingShelf } from './recording-shelf.ts'
import { createSession, type Session } from './session.ts'
import { targetOf } from './target.ts'

export interface PlayerOptions {
  readonly recordings: readonly PlayableRecording[]
  /** Where the exchanges of these recordings are kept. */
  readonly store: ExchangeStore
  readonly dials: Dials
  /** How many times faster than recorded; 1 or more. Default 1. Recorded waits and Retry-After are divided by it. */
  readonly speed?: number
  /** The tenant that challenges name in place of the recording's own. Default: one of zeros. */
  readonly tenantId?: string
  /** Told of each miss when it happens; of one that repeats, once. */
  readonly onMiss?: (miss: Miss) => void
}

/** What a call's method and URL say. */
export interface Address extends Pick<Call, 'target' | 'name' | 'authority'> {
  readonly method: string
}

/** What every step of answering works with. */
export interface Stage extends Required<Omit<PlayerOptions, 'recordings'>> {
  readonly recordings: readonly PlayableRecording[]
  readonly shelf: RecordingShelf
  readonly sessions: Map<string, Session>
  /** By URL, the latest ones. */
  readonly addresses: Map<string, Address>
  readonly plays: Set<Play>
  /** Plays with a vault that no client named yet. */
  readonly openHosts: Set<Play>
  readonly findings: Map<string, PlayFinding>
  readonly misses: Map<string, Miss>
  requests: number
  moreFindings: number
  moreMisses: number
}

/** A request, taken apart, and whose it is. */
export interface Asked {
  readonly call: Call
  readonly session: Session
  readonly request: WireRequest
}

/** Whose request it is, and what it asks for. */
export function toAsked(request: WireRequest, stage: Stage): Asked {
  const call = toCall(request, stage.addresses)
  return { call, session: sessionOf(call.authority, stage), request }
}

function toCall({ method, url, headers, body }: WireRequest, addresses: Stage['addresses']): Call {
  const known = addresses.get(url)
  const address = known?.method === method ? known : addressOf(method, url)
  if (address !== known) remember(addresses, url, address, mostAddresses)
  const { target, name, authority } = address
  return {
    target,
    name,
    authority,
    hasToken: getHeader(headers, 'authorization') !== undefined,
    shape: body.length === 0 ? '' : bodyShape(target.action, body),
  }
}

/** Clients ask for the same again and again. */
const mostAddresses = 500

function addressOf(method: string, url: string): Address {
  const target = targetOf(method, url)
  return { method, target, name: target.name?.toLowerCase(), authority: authorityOf(url) }
}

const authorityPattern = /^(https?):\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::(\d*))?/i

/** Host in lower case, with the port where it is not the scheme's own. */
function authorityOf(url: string): string {
  const [, scheme = '', host = '', port = ''] = authorityPattern.exec(url) ?? []
  const isDefault = port === '' || port === (scheme.toLowerCase() === 'http' ? '80' : '443')
  return isDefault ? host.toLowerCase() : `${host.toLowerCase()}:${port}`
}

function sessionOf(authority: string, { sessions }: Stage): Session {
  const known = sessions.get(authority)
  if (known) return known
  const session = createSession(authority)
  sessions.set(authority, session)
  return session
}
