import { constants } from 'node:os'
import type { RecordingSession } from '../recording/recorder/recording-session.ts'
import { startRecording } from '../recording/recorder/start-recording.ts'
import { parseKeepRules } from '../recording/redact/keep-rules.ts'
import { createPassThrough } from '../transports/passthrough.ts'
import { type RunningProxy, startProxy } from '../transports/proxy.ts'
import { createUpstream, type Upstream } from '../transports/upstream.ts'
import { describeRecording } from './format-recording.ts'
import { isRecordedHost } from './is-recorded-host.ts'
import { onceEach } from './once-each.ts'
import type { RecordOptions } from './record-options.ts'
import { defaultRecordTarget } from './record-target.ts'
import { type ProgramCall, type ProgramEnd, runChild } from './run-child.ts'

/** How long a request may go on that the program did not wait for, in milliseconds. */
const settleTime = 10_000
/** Far beyond what a vault takes: it is the vault that refuses. */
const bodyLimit = 64 * 1024 * 1024

/** Runs a program in front of the real hosts and records its vault traffic. Resolves to the exit code of `record`. */
export async function recordProgram(call: ProgramCall, options: RecordOptions): Promise<number> {
  const file = options.output ?? defaultRecordTarget(call.file, new Date())
  let hasTold = false
  const note = onceEach((message) => {
    hasTold = true
    process.stderr.write(`keyvault-contract: ${message}\n`)
  })
  const keep = parseKeepRules(options.keep)
  const upstream = createUpstream({
    resolve: options.resolve,
    caFiles: options.upstreamCa,
    onProblem: note,
  })
  const recording = await startRecording({
    file,
    existing: options.force ? 'replace' : 'refuse',
    origin: 'live',
    keep,
    onStopped: note,
  })
  const otherHosts = new Set<string>()
  try {
    const proxy = await openProxy({ upstream, recording, note, otherHosts })
    const end = await runChild(call, proxy.environment).finally(() => close(proxy, upstream, recording))
    const outcome = await recording.finish()
    process.stderr.write(describeRecording({ file, outcome, end, otherHosts: [...otherHosts], hasTold }))
    return outcome.exchanges === 0 ? 3 : exitCodeOf(end)
  } catch (error) {
    recording.discard()
    throw error
  }
}

interface Open {
  readonly upstream: Upstream
  readonly recording: RecordingSession
  readonly note: (message: string) => void
  readonly otherHosts: Set<string>
}

function openProxy({ upstream, recording, note, otherHosts }: Open): Promise<RunningProxy> {
  const { routes, roots } = upstream
  return startProxy({
    handler: recording.record(upstream.handler),
    accepts: isRecordedHost,
    passOn: createPassThrough({ routes, onHost: (host) => otherHosts.add(host), onProblem: note }),
    trust: roots,
    bodyLimit,
    onRefused: ({ message }) => note(message),
    onFault: (fault) => note(`This is a fault of keyvault-contract: ${fault}`),
  })
}

/** What the program sent but did not wait for is still recorded; what hangs is cut off, and recorded as that. */
async function close(proxy: RunningProxy, upstream: Upstream, recording: RecordingSession): Promise<void> {
  await proxy.close()
  await recording.settle(settleTime)
  await upstream.close()
  await recording.settle(settleTime)
}

/** As a shell has it: 128 and the number of the signal. */
function exitCodeOf(end: ProgramEnd): number {
  if ('code' in end) return end.code
  return 128 + (constants.signals[end.signal as NodeJS.Signals] ?? 0)
}
