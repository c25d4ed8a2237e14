import type { RecordingSession } from '../../recording/recorder/recording-session.ts'
import { startRecording } from '../../recording/recorder/start-recording.ts'
import { tapHttpClient } from '../../transports/in-process/tap-http-client.ts'
import { UsageError } from '../../wire/errors.ts'
import type { Handler } from '../../wire/handler.ts'
import type { InProcessService } from '../service.ts'
import type { RecordToOptions } from './record-to-options.ts'
import type { Recorder } from './recorder.ts'

/** How long a request may go on that nobody waited for, in milliseconds. */
const settleTime = 10_000

/** Starts a recording. `options` are legal. */
export async function openRecorder(file: string, options: RecordToOptions): Promise<Recorder> {
  const session = await startRecording({
    file,
    existing: options.overwrite ? 'replace' : 'refuse',
    origin: options.origin ?? 'live',
    advice: { replace: 'Say overwrite: true to replace it.', other: 'Choose another file.' },
    ...(options.keep === undefined ? {} : { keep: keepRules(options.keep) }),
    ...(options.vaultHosts === undefined ? {} : { vaultHosts: options.vaultHosts }),
  })
  let isOpen = true
  const wrap = (handler: Handler): Handler => session.record(handler)
  return {
    file,
    wrap,
    httpClient: (client) => tapHttpClient(client, wrap),
    service: (service) => recordService(service, wrap),
    record: (exchange) => {
      if (!isOpen) throw new UsageError(`recorder.record: ${file} is finished; what comes now is not in it.`)
      session.add(exchange)
    },
    finish: async () => {
      await session.settle(settleTime)
      isOpen = false
      return finish(file, session)
    },
    discard: () => {
      isOpen = false
      session.discard()
    },
  }
}

function keepRules(keep: NonNullable<RecordToOptions['keep']>): Map<string, (typeof keep)[string]> {
  return new Map(Object.entries(keep).map(([name, sensitivity]) => [name.toLowerCase(), sensitivity]))
}

async function finish(file: string, session: RecordingSession): ReturnType<Recorder['finish']> {
  const { exchanges, report } = await session.finish()
  return { file, exchanges, redaction: report }
}

/** With the service as its prototype, so that it is all that the service is, and prints as little. */
function recordService<Service extends InProcessService>(
  service: Service,
  wrap: (handler: Handler) => Handler,
): Service {
  const [handler, httpClient] = [wrap(service.handler), tapHttpClient(service.httpClient, wrap)]
  return Object.create(service, {
    handler: { value: handler, enumerable: true },
    httpClient: { value: httpClient, enumerable: true },
  }) as Service
}
