import { randomBytes, randomUUID } from 'node:crypto'
import { isVaultHost } from '../contract/vault-host.ts'
import { createPlayer, type Player } from '../recording/player/create-player.ts'
import { type Dials, parseDials, parseSpeed } from '../recording/player/dials.ts'
import { createExchangeStore } from '../recording/player/exchange-store.ts'
import { loadRecordings } from '../recording/player/load-recordings.ts'
import type { PlayableRecording } from '../recording/player/playable-recording.ts'
import { findRecordingFiles } from '../suite/find-recording-files.ts'
import { type RunningProxy, startProxy } from '../transports/proxy.ts'
import { openPlayEntra } from '../vault/entra/open-play-entra.ts'
import { UsageError } from '../wire/errors.ts'
import type { Handler } from '../wire/handler.ts'
import { observe } from '../wire/observe.ts'
import { parseUrl } from '../wire/url.ts'
import { completeNamed } from './complete-named.ts'
import { judgePlayed, type PlayedJudge } from './judge-played.ts'
import { exitCodeOfPlay } from './play-exit-code.ts'
import type { PlayCommandOptions } from './play-options.ts'
import { parsePlayReporters, writePlayReports } from './play-reporters.ts'
import { type ProgramCall, runChild } from './run-child.ts'
import { takesColour } from './takes-colour.ts'
import { toVaultHosts } from './vault-hosts.ts'

/** Runs a program in front of recordings. Resolves to the exit code of `play`. */
export async function playProgram(
  names: readonly string[],
  call: ProgramCall,
  options: PlayCommandOptions,
): Promise<0 | 1 | 3> {
  const settings = readSettings(options)
  const store = createExchangeStore()
  await completeNamed(names)
  const recordings = await loadRecordings(findRecordingFiles(names), store)
  const opened = await open(recordings, { ...settings, store })
  try {
    const end = await runChild(call, opened.environment)
    const report = opened.player.report()
    const verdict = { report, end, requirements: opened.judge.broken() }
    writePlayReports(settings.reporters, verdict, takesColour(process.stderr))
    return exitCodeOfPlay(report, end)
  } finally {
    await opened.proxy.close()
    store.close()
  }
}

interface Settings {
  readonly dials: Dials
  readonly speed: number
  readonly hosts: readonly [string, ...string[]]
  readonly port: number | undefined
  readonly reporters: ReturnType<typeof parsePlayReporters>
}

/** Mistakes are told before anything is read. */
function readSettings(options: PlayCommandOptions): Settings {
  return {
    dials: parseDials(options),
    speed: parseSpeed(options.speed),
    hosts: toVaultHosts(options.vault),
    port: options.port === undefined ? undefined : parsePort(options.port),
    reporters: parsePlayReporters(options.reporter),
  }
}

function parsePort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port
  throw new UsageError(`--port "${value}" must be an integer from 1 to 65535.`)
}

interface Opened {
  readonly player: Player
  readonly judge: PlayedJudge
  readonly proxy: RunningProxy
  readonly environment: Readonly<Record<string, string>>
}

async function open(
  recordings: readonly PlayableRecording[],
  { dials, speed, store, hosts, port }: Settings & { readonly store: ReturnType<typeof createExchangeStore> },
): Promise<Opened> {
  const application = {
    tenantId: randomUUID(),
    clientId: randomUUID(),
    clientSecret: randomBytes(24).toString('base64url'),
  }
  const entra = openPlayEntra(application)
  const player = createPlayer({ recordings, store, dials, speed, tenantId: application.tenantId })
  const recordedHosts = new Set(recordings.flatMap((recording) => recording.hosts))
  const say = onceEach()
  const handler: Handler = (request) => {
    const host = parseUrl(request.url)?.host ?? ''
    return entra.accepts(host) ? entra.handler(request) : player.handler(request)
  }
  const judge = judgePlayed([...recordedHosts])
  const proxy = await startProxy({
    handler: observe(handler, judge.see),
    accepts: (host) => isVaultHost(host) || entra.accepts(host) || recordedHosts.has(host),
    onRefused: ({ message }) => say(message),
    onFault: (fault) => say(`This is a fault of keyvault-contract: ${fault}`),
    ...(port === undefined ? {} : { port }),
  })
  const vaultUrl = `https://${hosts[0]}`
  const environment = {
    ...proxy.environment,
    AZURE_KEYVAULT_URL: vaultUrl,
    KEYVAULT_URI: vaultUrl,
    AZURE_TENANT_ID: application.tenantId,
    AZURE_CLIENT_ID: application.clientId,
    AZURE_CLIENT_SECRET: application.clientSecret,
  }
  return { player, judge, proxy, environment }
}

/** Clients repeat themselves; one sentence about it is enough. */
function onceEach(): (message: string) => void {
  const told = new Set<string>()
  return (message) => {
    if (told.has(message) || told.size >= 1_000) return
    told.add(message)
    process.stderr.write(`keyvault-contract: ${message}\n`)
  }
}
