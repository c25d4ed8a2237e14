import { validateDocument } from '../contract/validate-document.ts'
import { HarnessError } from '../wire/errors.ts'
import type { Driver } from './driver.ts'
import type { DriverImplementation } from './driver-implementation.ts'

/**
 * A driver without a process: for tests that run many scenarios against a client loaded here. Messages are copied and
 * validated as if they had crossed a pipe. `log` is what the implementation was told to log to.
 */
export async function connectInProcess(
  implementation: DriverImplementation,
  log: () => string = () => '',
): Promise<Driver> {
  const request = async (method: string, params: object, act: () => Promise<object>): Promise<never> => {
    demand('request', { jsonrpc: '2.0', id: 1, method, params })
    const result = JSON.parse(JSON.stringify(await act()))
    const call = 'call' in params ? { call: params.call } : {}
    demand('answer', { method, ...call, result })
    return result as never
  }
  const info = await implementation.initialize()
  let stopped = false
  const demandRunning = (): void => {
    if (stopped) throw new HarnessError('The driver was shut down.')
  }
  return {
    info: { ...info, withoutTls: true },
    log,
    // Nothing here can end by itself.
    died: new Promise<string>(() => {}),
    async createClient(params) {
      demandRunning()
      await request('createClient', params, async () => {
        await implementation.createClient(params)
        return {}
      })
    },
    async call(params) {
      demandRunning()
      return await request('call', params, () => implementation.call(params))
    },
    async closeClient(client) {
      demandRunning()
      await request('closeClient', { client }, async () => {
        await implementation.closeClient(client)
        return {}
      })
    },
    async shutdown() {
      stopped = true
    },
  }
}

function demand(kind: 'request' | 'answer', message: object): void {
  const [problem] = validateDocument(`driver/${kind}`, message)
  if (!problem) return
  throw new HarnessError(`A message breaks the driver protocol ("${problem.pointer}" ${problem.message}).`)
}
