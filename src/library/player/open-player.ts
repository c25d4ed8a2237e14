import { identityHost } from '../../contract/entra-hosts.ts'
import { createPlayer, type Player } from '../../recording/player/create-player.ts'
import { parseDials } from '../../recording/player/dials.ts'
import { missOf } from '../../recording/player/take-notes.ts'
import { createInProcessHttpClient } from '../../transports/in-process/http-client.ts'
import { createClock } from '../../vault/clock.ts'
import { openPlayEntra } from '../../vault/entra/open-play-entra.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'
import { hideMembers } from '../hide-members.ts'
import { recordTrace } from '../trace.ts'
import { isAnswered } from '../vault/is-answered.ts'
import { knowIdentity } from '../vault/known-identities.ts'
import { shareMachineTokens } from '../vault/machine-tokens.ts'
import { newHost, newIdentity } from '../vault/new-identity.ts'
import { createTokenLedger } from '../vault/token-ledger.ts'
import { createVaultCredential } from '../vault/vault-credential.ts'
import { explainMiss, toPlayReport } from './format-play.ts'
import type { LoadedRecordings } from './load-document.ts'
import type { PlayOptions } from './play-options.ts'
import type { RecordedVault } from './recorded-vault.ts'

/** Puts loaded recordings in the place of a vault. `options` are legal. */
export function openPlayer({ recordings, store }: LoadedRecordings, options: PlayOptions): RecordedVault {
  const identity = newIdentity(options.tenantId)
  const host = (options.hosts?.[0] ?? newHost()).toLowerCase()
  const recorded = recordings.flatMap((recording) => recording.hosts)
  const hosts = new Set([host, ...(options.hosts ?? []), ...recorded].map((one) => one.toLowerCase()))
  const { headers, order, extra, speed = 1_000_000 } = options
  const dials = parseDials({ headers, order, extra })
  const player = createPlayer({ recordings, store, dials, speed, tenantId: identity.tenantId })
  const traced = recordTrace(options.traceLimit)
  const gate = { open: true }
  const handler = traced.wrap(routeTo(player, openSignIn(identity), { hosts, gate }))
  const answered = {
    hosts,
    tenantIds: new Set([identity.tenantId.toLowerCase()]),
    clientId: identity.clientId,
  }
  const forgetIdentity = knowIdentity(identity.clientId)
  const vault: RecordedVault = {
    url: `https://${host}`,
    host,
    tenantId: identity.tenantId,
    clientSecret: identity,
    credential: openCredential(identity),
    answers: (url) => gate.open && isAnswered(String(url), answered),
    handler,
    httpClient: createInProcessHttpClient(handler, {
      explainClosed: (request, answer) => {
        const miss = missOf(answer)
        return miss ? explainMiss(miss) : explainNobody(request.url, hosts, gate)
      },
    }),
    trace: traced.trace,
    report: () => toPlayReport(player.report()),
    close: () => {
      gate.open = false
      forgetIdentity()
      store.close()
    },
  }
  return hideMembers(vault, 'RecordedVault', () => {
    const { requests, used, unused } = player.report()
    return { url: vault.url, requests, used, unused }
  })
}

interface Gate {
  open: boolean
}

function routeTo(
  player: Player,
  entra: ReturnType<typeof openPlayEntra>,
  { hosts, gate }: { readonly hosts: ReadonlySet<string>; readonly gate: Gate },
): Handler {
  return async (request) => {
    const host = parseUrl(request.url)?.host ?? ''
    if (!gate.open) return { closed: true }
    if (hosts.has(host)) return player.handler(request)
    return entra.accepts(host) ? entra.handler(request) : { closed: true }
  }
}

/** A machine's token from here is good at the vaults of this process too. */
function openSignIn(identity: RecordedVault['clientSecret']): ReturnType<typeof openPlayEntra> {
  const entra = openPlayEntra(identity)
  const forMachine = shareMachineTokens(entra.handler, identity.tenantId, createClock())
  const handler: Handler = (request) =>
    (parseUrl(request.url)?.host === identityHost ? forMachine : entra.handler)(request)
  return { ...entra, handler }
}

function explainNobody(url: string, hosts: ReadonlySet<string>, { open }: Gate): string | undefined {
  const host = parseUrl(url)?.host ?? ''
  if (!open) return `Nobody is at ${host}: this player is closed.`
  if (hosts.has(host)) return undefined
  return `Nobody is at ${host}: this player answers for ${[...hosts].join(', ')}. Name others in its option \`hosts\`.`
}

/** Whoever plays takes any token: that it has one is all that a recording can tell. */
function openCredential({ clientId, tenantId }: RecordedVault['clientSecret']): RecordedVault['credential'] {
  const clock = createClock()
  return createVaultCredential({
    clientId,
    clock,
    ledger: createTokenLedger({ clock, tenantId }),
    lifetime: 3600,
  })
}
