import type { RecordingSession } from '../../recording/recorder/recording-session.ts'
import { startRecording } from '../../recording/recorder/start-recording.ts'
import { tapHttpClient } from '../../transports/in-process/tap-http-client.ts'
import { UsageError } from '../../wire/errors.ts'
import type { Handler } from '../../wire/handler.ts'
import { demandService } from '../demand-service.ts'
import { exchangeProblem } from '../exchange-problem.ts'
import { isObject, show } from '../options.ts'
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
  const demandOpen = (call: string): void => {
    if (!isOpen) throw new UsageError(`${call}: ${file} is finished; what comes now is not in it.`)
  }
  return {
    file,
    wrap: (handler) => {
      demandOpen('recorder.wrap')
      demandHandler(handler)
      return wrap(handler)
    },
    httpClient: (client) => {
      demandOpen('recorder.httpClient')
      demandHttpClient(client)
      return tapHttpClient(client, wrap)
    },
    service: (service) => {
      demandOpen('recorder.service')
      demandService('recorder.service', service)
      return recordService(service, wrap)
    },
    record: (exchange) => {
      demandOpen('recorder.record')
      const problem = exchangeProblem(exchange)
      if (problem !== undefined) throw new UsageError(`recorder.record: it is no exchange: ${problem}.`)
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

function demandHandler(handler: unknown): void {
  if (typeof handler !== 'function')
    throw new UsageError(`recorder.wrap: the handler must be a function, not ${show(handler)}.`)
}

function demandHttpClient(client: unknown): void {
  if (isObject(client) && typeof client['sendRequest'] === 'function') return
  throw new UsageError(
    `recorder.httpClient: it must be given an HTTP client of Azure's, as createDefaultHttpClient() of @azure/core-rest-pipeline makes it, not ${show(client)}.`,
  )
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
