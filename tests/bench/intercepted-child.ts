// One way in, in a process of its own, for they all patch the same modules: answers each message with what a round cost.
import type { CallCost } from './call-cost.ts'
import { measureCalls } from './call-cost.ts'
import { type InterceptedKind, openIntercepted } from './intercepted-clients.ts'

const kind = process.argv[2] as InterceptedKind
const { client, clear } = await openIntercepted(kind)

export interface RoundRequest {
  readonly calls: number
  readonly width: number
}

process.on('message', async ({ calls, width }: RoundRequest) => {
  clear()
  const cost: CallCost = await measureCalls(() => client.getSecret('measured'), { calls, width })
  process.send?.(cost)
})
process.send?.('ready')
